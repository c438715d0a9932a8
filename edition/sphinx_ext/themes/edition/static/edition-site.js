"use strict";
// Every page: the switch of colours, tables that are filtered and sorted.
{
  /** The identifier that a hash names, as it stands where it is not encoded as it should be. */
  window.editionAnchor = (hash) => {
    const name = hash.slice(1);
    try {
      return decodeURIComponent(name);
    } catch {
      return name;
    }
  };

  const COLOURS = ["automatic", "light", "dark"];

  function colourSwitch() {
    const button = document.getElementById("colours");
    const root = document.documentElement;
    const show = () => {
      button.querySelector(".colours-state").textContent = root.dataset.colours ?? COLOURS[0];
    };
    button.addEventListener("click", () => {
      const now = COLOURS.indexOf(root.dataset.colours ?? COLOURS[0]);
      const next = COLOURS[(now + 1) % COLOURS.length];
      if (next === COLOURS[0]) delete root.dataset.colours;
      else root.dataset.colours = next;
      try {
        localStorage.setItem("edition-colours", next);
      } catch {
        // Not remembered then.
      }
      show();
    });
    show();
  }

  // Inputs and selects with `data-filters="#id"` narrow what has that id: its parts marked
  // `data-item`, or the rows of a table that has none. One with `data-facet="text"` looks at the
  // item's `data-text`, the others for words in its `data-words` or in all it says. A part marked
  // `data-group` is hidden when nothing is left in it, `data-counts="#id"` says how much is.
  function itemsOf(target) {
    const items = [...target.querySelectorAll("[data-item]")];
    if (items.length || !target.tBodies) return items;
    return [...target.tBodies].flatMap((body) => [...body.rows]);
  }

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function admits(control, item, words) {
    const { facet } = control.dataset;
    if (facet) return !control.value || item.dataset[facet] === control.value;
    return plain(control.value).split(/\s+/).every((word) => words.includes(word));
  }

  // What is chosen stands in the address (`?text=T&category=name&words=…&sort=-certainty`), beside
  // what others put there. Where a page has several lists, each name begins with the list's id.
  function remember(name, value) {
    const wanted = new URLSearchParams(location.search);
    if (wanted.get(name) === value || (!value && !wanted.has(name))) return;
    if (value) wanted.set(name, value);
    else wanted.delete(name);
    const query = String(wanted);
    history.replaceState(history.state, "", `${location.pathname}${query ? `?${query}` : ""}${location.hash}`);
  }

  function filters() {
    const controls = [...document.querySelectorAll("[data-filters]")];
    const selectors = new Set(controls.map((one) => one.dataset.filters));
    for (const selector of selectors) {
      const target = document.querySelector(selector);
      const own = controls.filter((one) => one.dataset.filters === selector);
      if (target) filter(target, selector, own, selectors.size > 1 ? `${target.id}-` : "");
    }
  }

  function filter(target, selector, controls, prefix) {
    const named = (control) => prefix + (control.dataset.facet ?? "words");
    const items = itemsOf(target).map((item) => [item, plain(item.dataset.words ?? item.textContent)]);
    const count = document.querySelector(`[data-counts="${selector}"]`);
    const apply = () => {
      let left = 0;
      for (const [item, words] of items) {
        item.hidden = !controls.every((control) => admits(control, item, words));
        left += !item.hidden;
      }
      for (const group of [...target.querySelectorAll("[data-group]")].reverse()) {
        group.hidden = !group.querySelector("[data-item]:not([hidden])");
      }
      if (count) count.value = left === items.length ? "" : `${left} of ${items.length}`;
      for (const control of controls) remember(named(control), control.value.trim());
    };
    const wanted = new URLSearchParams(location.search);
    const isAsked = controls.some((control) => wanted.has(named(control)));
    for (const control of controls) {
      control.closest(".filters")?.removeAttribute("hidden");
      control.addEventListener("input", apply);
      if (isAsked) control.value = wanted.get(named(control)) ?? "";
      if (control.selectedIndex === -1) control.value = ""; // the address asks for what is not there
    }
    // An address may point at an item that a filter hides.
    const uncover = () => {
      const aim = document.getElementById(window.editionAnchor(location.hash));
      if (!aim || !target.contains(aim) || !aim.closest("[hidden]")) return;
      for (const control of controls) control.value = "";
      apply();
      aim.scrollIntoView();
    };
    addEventListener("hashchange", uncover);
    if (isAsked || controls.some((control) => control.value)) apply(); // the browser may keep values
    uncover();
  }

  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });

  function sortable(table, number, { length }) {
    const parameter = length > 1 ? `${table.id || number + 1}-sort` : "sort";
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    for (const head of heads) {
      if (!head.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const falling = head.getAttribute("aria-sort") === "ascending";
        sort(table, heads, head, falling);
        remember(parameter, `${falling ? "-" : ""}${columnName(head)}`);
      });
    }
    const wanted = new URLSearchParams(location.search).get(parameter);
    const head = heads.find((one) => columnName(one) === wanted?.replace(/^-/, ""));
    if (head) sort(table, heads, head, wanted.startsWith("-"));
  }

  const columnName = (head) => head.textContent.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

  function sort(table, heads, head, falling) {
    for (const one of heads) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const column = heads.indexOf(head);
    const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
    for (const body of table.tBodies) {
      const rows = [...body.rows].sort((a, b) => order.compare(value(a), value(b)));
      body.append(...(falling ? rows.reverse() : rows));
    }
  }

  // Long contents begin where the reader is.
  function showCurrent() {
    const navigation = document.getElementById("navigation");
    const current = navigation.querySelector("a.current");
    if (current) navigation.scrollTop = current.offsetTop - navigation.clientHeight / 2;
  }

  // What is wider than the page can be scrolled by keyboard too.
  function scrollable(box) {
    if (box.scrollWidth <= box.clientWidth) return;
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", box.querySelector("caption")?.textContent ?? "Table");
  }

  colourSwitch();
  showCurrent();
  filters();
  document.querySelectorAll("table[data-sortable]").forEach(sortable);
  document.querySelectorAll(".table-wrapper").forEach(scrollable);
}
