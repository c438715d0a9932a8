"use strict";
// Text pages: notes beside the text and cards of names. Without this script all of it is still
// there: marks and names are links to what stands on the same page.
// `edition` is what edition-citing.js has from here.
const edition = (() => {
  const article = document.querySelector("main article");
  const beside = matchMedia("(min-width: 64rem)"); // as in edition-text.css
  const byId = (id) => document.getElementById(id);
  const aim = (link) => byId(decodeURIComponent(link.hash.slice(1)));

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // ---- notes -----------------------------------------------------------------------------
  // Where there is a margin the note already stands in it and is pointed out; else the mark opens
  // it below its line. Escape, the mark, or the note's own arrow go back to the text.
  let open = null;

  function openNote(mark) {
    const note = aim(mark);
    if (!note) return false;
    if (open?.mark === mark) {
      closeNote();
      return true;
    }
    closeNote();
    open = { mark, note };
    note.classList.add("is-open");
    mark.classList.add("is-open");
    if (!beside.matches) mark.setAttribute("aria-expanded", "true");
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
    return true;
  }

  function closeNote() {
    if (!open) return;
    const { mark, note } = open;
    open = null;
    note.classList.remove("is-open");
    mark.classList.remove("is-open");
    announce(mark);
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "nearest" });
  }

  const markOf = (note) => byId(`${note.id}-mark`);

  // Only a note that is folded can be expanded.
  function announce(mark) {
    if (beside.matches) mark.removeAttribute("aria-expanded");
    else mark.setAttribute("aria-expanded", String(open?.mark === mark));
  }

  function announceAll() {
    for (const mark of article.querySelectorAll("a.mark")) announce(mark);
  }

  // ---- cards -----------------------------------------------------------------------------
  // One popover for names and for passages: it closes with Escape or a click elsewhere, and the
  // browser gives the focus back to what opened it.
  const card = make("div", { className: "card", popover: "auto", tabIndex: -1 });
  card.setAttribute("role", "dialog");
  let opener = null;

  function openCard(from, label, ...content) {
    if (opener === from && card.matches(":popover-open")) return card.hidePopover();
    if (card.matches(":popover-open")) card.hidePopover();
    card.setAttribute("aria-label", label);
    card.replaceChildren(...content);
    from.focus({ preventScroll: true });
    card.showPopover();
    opener = from;
    from.setAttribute("aria-expanded", "true");
    place(from);
    card.focus({ preventScroll: true });
  }

  function place(from) {
    const box = from.getClientRects()[0] ?? from.getBoundingClientRect();
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(box.left, room - width - 8));
    const below = box.bottom + 6;
    const above = box.top - height - 6;
    const top = below + height > innerHeight && above > 0 ? above : below;
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  }

  card.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !opener) return;
    opener.removeAttribute("aria-expanded");
    if (card.contains(document.activeElement)) opener.focus({ preventScroll: true });
    opener = null;
  });

  function openName(mention) {
    const name = aim(mention);
    if (!name) return false;
    const parts = told(mention, name);
    // Names inside this one cannot be links of their own.
    const inner = [...mention.querySelectorAll(".mention[data-entry]")];
    const others = new Map(inner.map((one) => [byId(`named-${one.dataset.entry}`), one]));
    others.delete(null);
    others.delete(name);
    if (others.size) parts.push(make("p", { className: "card-inside" }, "Named within these words:"));
    for (const [other, one] of others) parts.push(...told(one, other));
    openCard(mention, name.textContent.trim(), ...parts);
    return true;
  }

  /** What the page's list says of one who is named, and how sure it is that these words mean him. */
  function told(mention, name) {
    const parts = [make("p", { className: "card-name" }, ...copies(name.childNodes))];
    for (let one = name.nextElementSibling; one?.matches("dd"); one = one.nextElementSibling) {
      parts.push(make("p", {}, ...copies(one.childNodes)));
    }
    const certainty = mention.dataset.certainty;
    if (certainty && certainty !== "high") {
      parts.push(make("p", { className: "card-doubt" }, `Identified with ${certainty} certainty.`));
    }
    const register = name.querySelector("a")?.href;
    if (register) parts.push(make("p", {}, make("a", { href: register }, "All mentions, in the register")));
    return parts;
  }

  const copies = (nodes) => [...nodes].map((node) => node.cloneNode(true));

  // ---- listening -------------------------------------------------------------------------------
  const OPENERS = [["a.mark", openNote], ["a.mention", openName]];

  function onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const note = event.target.closest(".entry:not(.is-open)");
    if (note && beside.matches && !event.target.closest("a")) return openNote(markOf(note));
    if (event.target.closest(".entry-back")) return open && (event.preventDefault(), closeNote());
    for (const [kind, action] of OPENERS) {
      const link = event.target.closest(kind);
      if (link) return action(link) && event.preventDefault();
    }
  }

  document.body.append(card);
  article.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.matches(":popover-open")) closeNote();
  });
  beside.addEventListener("change", announceAll);
  announceAll();
  return { article, card: openCard, make, onClick: (kind, action) => OPENERS.push([kind, action]) };
})();
