"use strict";
// The search page: Pagefind's index, asked once for each group of kinds, so that a reader sees
// where his words stand: in a register, in the edited text, in what the sources have, in a note.
{
  const { FORMS_END, knows, ranked } = window.editionSearch;
  const GROUPS = [
    { kinds: ["person", "place", "organisation", "work", "event"], title: "In the registers" },
    { kinds: ["source"], title: "In the sources’ readings" },
    { kinds: ["text"], title: "In the edited text" },
    { kinds: ["note"], title: "In the notes" },
    { kinds: ["page"], title: "In the introduction and manual" },
  ];
  const SLOTS = 12; // as in search_records.py: the words of a source's reading come first
  const FILLER = "·";
  const FIRST = 10;
  const MORE = 25;
  const AROUND = 14;
  const LONGEST = 40;
  const form = document.getElementById("search");
  const count = document.getElementById("search-count");
  const list = document.getElementById("search-results");
  const unknown = document.getElementById("search-unknown");
  let asked = 0;

  function made(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // The state of the form and the address are the same.

  function fill() {
    const wanted = new URLSearchParams(location.search);
    for (const name of ["q", "text", "person", "from", "to"]) {
      form.elements[name].value = wanted.get(name) ?? "";
    }
    const missing = ["text", "person"].filter((name) => form.elements[name].selectedIndex < 0);
    for (const name of missing) form.elements[name].value = "";
    unknown.hidden = !missing.length;
    unknown.textContent = missing.map((name) => `There is no ${name} “${wanted.get(name)}” here, so the search is not narrowed to it.`).join(" ");
    const kinds = wanted.getAll("kind");
    for (const box of form.elements.kind) {
      box.checked = !kinds.length || kinds.includes(box.value.split(" ")[0]);
    }
  }

  function address() {
    const wanted = new URLSearchParams();
    for (const name of ["q", "text", "person", "from", "to"]) {
      if (form.elements[name].value) wanted.set(name, form.elements[name].value);
    }
    const boxes = [...form.elements.kind];
    if (!boxes.every((box) => box.checked)) {
      for (const box of boxes) if (box.checked) wanted.append("kind", box.value.split(" ")[0]);
    }
    const query = String(wanted);
    return query ? `?${query}` : location.pathname;
  }

  // Asking.

  function narrowing(years) {
    const { text, person, from, to } = form.elements;
    const filters = {};
    if (text.value) filters.text = text.value;
    if (person.value) filters.person = person.value;
    if (from.value || to.value) {
      const first = from.value ? Number(from.value) : -Infinity;
      const last = to.value ? Number(to.value) : Infinity;
      const inside = years.filter((year) => first <= Number(year) && Number(year) <= last);
      filters.year = { any: inside.length ? inside : ["none"] };
    }
    return filters;
  }

  // The results that are about their own words, not about what only tells where they stand.
  async function meant(results, kinds, term) {
    if (!term) return results;
    if (kinds[0] !== "source") return results.filter((result) => result.words.length);
    if (!term.startsWith('"')) {
      return results.filter((result) => result.words.some((place) => place < SLOTS));
    }
    const known = await Promise.all(results.map((result) => result.data()));
    return results.filter((result, n) => touches(result.words, known[n]));
  }

  // Whether a phrase found among the words around a source's reading has a word of the reading.
  function touches(places, record) {
    const words = record.content.split(/\s+/);
    const reading = record.meta.source.split(" ");
    const start = words.findIndex((_, n) => n >= SLOTS && reading.every((word, i) => words[n + i] === word));
    return places.some((place) => place < SLOTS || (start <= place && place < start + reading.length));
  }

  async function search(pagefind, years) {
    const number = ++asked;
    const term = form.elements.q.value.trim();
    const filters = narrowing(years);
    list.replaceChildren();
    count.textContent = "";
    if (!term && !Object.keys(filters).length) return;
    const chosen = new Set([...form.elements.kind].filter((b) => b.checked).flatMap((b) => b.value.split(" ")));
    const options = term ? {} : { sort: { order: "asc" } };
    const told = [];
    let total = 0;
    const groups = (await knows(pagefind, term)) ? GROUPS : [];
    for (const { kinds, title } of groups) {
      const any = kinds.filter((kind) => chosen.has(kind));
      if (!any.length) continue;
      const found = await pagefind.search(term || null, { ...options, filters: { ...filters, kind: { any } } });
      if (number !== asked) return; // another search has begun
      const results = await ranked(await meant(found.results, kinds, term), kinds, term);
      if (number !== asked) return;
      if (!results.length) continue;
      total += results.length;
      told.push(`${results.length} ${title[0].toLowerCase()}${title.slice(1)}`);
      list.append(await group(title, kinds, results));
    }
    if (number !== asked) return;
    count.textContent = total ? `Found ${total}: ${told.join(", ")}.` : "Nothing found. Fewer or shorter words find more; a word also finds its other endings.";
  }

  async function group(title, kinds, results) {
    const heading = made("h2", { id: `found-${kinds[0]}` }, `${title} (${results.length})`);
    const items = made("ol", { className: "search-list" });
    const section = made("section", {}, heading, items);
    section.setAttribute("aria-labelledby", heading.id);
    const more = made("button", { type: "button", className: "search-more" });
    let shown = 0;
    const show = async (number) => {
      const next = await Promise.all(results.slice(shown, shown + number).map((r) => r.data()));
      shown += next.length;
      const added = next.map((record) => item(record, kinds));
      items.append(...added);
      const rest = results.length - shown;
      more.hidden = !rest;
      more.textContent = `Show ${Math.min(rest, MORE)} more of ${rest} ${title[0].toLowerCase()}${title.slice(1)}`;
      return added[0];
    };
    more.addEventListener("click", async () => (await show(MORE)).querySelector("a").focus());
    await show(FIRST);
    section.append(more);
    return section;
  }

  // Showing. Nothing found is ever read as HTML.

  function item(record, kinds) {
    if (kinds[0] === "person") return entry(record);
    if (kinds[0] === "source") return reading(record);
    if (kinds[0] === "page") {
      const [title] = record.content.split(FORMS_END, 1);
      return made("li", {}, link(record, title), excerpt(record, 0));
    }
    const siglum = record.filters.text?.[0] ?? "";
    const place = spaced(record.meta.place);
    return made("li", {}, link(record, place), ...inText(siglum), excerpt(record, 0));
  }

  const spaced = (word) => (word ?? "").replaceAll("_", " ");

  function link(record, words) {
    return made("a", { href: record.raw_url ?? record.url }, words);
  }

  function inText(siglum) {
    const named = form.elements.text.querySelector(`option[value="${CSS.escape(siglum)}"]`);
    const title = named?.textContent.replace(` (${siglum})`, "");
    return title ? [", ", made("span", { className: "search-where" }, title)] : [];
  }

  function reading(record) {
    const { place, source, edited, category, reason } = record.meta;
    const told = made("p", { className: "search-why" }, "Source’s reading: ", made("mark", {}, source));
    told.append(edited ? `; edited: ${edited}` : "; left out in the edited text", ` (${spaced(category)})`, reason ? `. Why: ${reason}` : "");
    const where = inText(record.filters.text?.[0] ?? "");
    return made("li", {}, link(record, spaced(place)), ...where, told, excerpt(record, SLOTS));
  }

  function entry(record) {
    const [names, told = ""] = record.content.split(FORMS_END, 2);
    const forms = names.split("; ");
    const [kind] = record.filters.kind;
    const found = made("li", {}, link(record, forms[0]), `, ${kind}, ${named(record)}`);
    found.append(made("p", { className: "search-why" }, matched(forms, record.locations, kind)));
    if (told) found.append(made("p", { className: "search-told" }, told));
    const person = record.filters.person?.[0];
    if (kind === "person" && person && !form.elements.person.value) {
      const query = new URLSearchParams({ person });
      found.append(made("p", {}, made("a", { href: `?${query}` }, `All passages that name ${forms[0]}`)));
    }
    return found;
  }

  function named(record) {
    const number = parseInt(record.meta.mentions, 10);
    return number === 1 ? "1 mention" : `${number} mentions`;
  }

  function matched(forms, places, kind) {
    let start = 0;
    const hit = [];
    for (const name of forms) {
      const end = start + name.split(/\s+/).length;
      if (places.some((place) => start <= place && place < end)) hit.push(name);
      start = end;
    }
    if (!hit.length) return places.length ? "Matches the description" : "";
    if (hit[0] === forms[0]) return kind === "work" ? "Matches the title" : "Matches the name";
    return `Matches a form of the name of ${forms[0]}: ${hit.join("; ")}`;
  }

  // Some words around those found, which are marked.
  function excerpt(record, skipped) {
    const words = record.content.split(/\s+/);
    const places = new Set(record.locations.filter((place) => place >= skipped));
    const first = places.size ? Math.min(...places) : skipped;
    const start = Math.max(skipped, first - AROUND);
    const end = Math.min(words.length, start + LONGEST);
    const shown = made("p", { className: "search-excerpt" }, start > skipped ? "… " : "");
    for (let place = start; place < end; place++) {
      const word = words[place];
      if (word === FILLER) continue;
      shown.append(places.has(place) ? made("mark", {}, word) : word, place + 1 < end ? " " : "");
    }
    if (end < words.length) shown.append(" …");
    return shown;
  }

  // Beginning.

  async function begin() {
    if (location.protocol === "file:") {
      document.getElementById("search-from-disk").hidden = false;
      return;
    }
    let pagefind;
    let years;
    try {
      pagefind = await import("../pagefind/pagefind.js");
      await pagefind.init();
      years = Object.keys((await pagefind.filters()).year ?? {});
    } catch (error) {
      const failed = document.getElementById("search-failed");
      failed.textContent = `The search’s index could not be read (${error.message}). The registers lead to every mention.`;
      failed.hidden = false;
      return;
    }
    document.querySelector(".search-instead").hidden = true;
    form.hidden = false;
    const again = (remember) => {
      if (address() !== (location.search || location.pathname)) history[remember](null, "", address());
      return search(pagefind, years);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      again("pushState");
    });
    form.addEventListener("change", (event) => {
      if (event.target !== form.elements.q) again("replaceState");
    });
    addEventListener("popstate", () => {
      fill();
      search(pagefind, years);
    });
    form.addEventListener("input", () => {
      unknown.hidden = true;
    });
    fill();
    if (!location.search) form.elements.q.focus();
    await search(pagefind, years);
  }

  begin();
}
