"use strict";
// Answers an address that was cited: PAGE?cited=VERSION-DIGEST#PASSAGE. The page carries what has
// changed since each version; the words themselves are kept nowhere, only where they were.
{
  const NO_BOX_IN = "ul, ol, dl, table, tbody, tr, p, span, figure, hgroup";
  const CITED = /^(.+?)(?:-([0-9a-f]{8}))?$/;
  const known = JSON.parse(document.getElementById("versions")?.textContent || "null");
  const cited = CITED.exec(new URLSearchParams(location.search).get("cited") ?? "");
  const { letters, text, ranges, pieces } = window.editionPassage;

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // What stands under a name of the record itself; an address may say “constructor”.
  const own = (record, name) => (Object.hasOwn(record, name) ? record[name] : undefined);
  const link = (href, words) => make("a", { href }, words);
  const words = (number) => (number === 1 ? "1 word or mark" : `${number} words or marks`);

  function target() {
    const name = window.editionAnchor(location.hash);
    // The full stop that ends a reference is easily taken for part of the address.
    const found = document.getElementById(name) ? name : name.replace(/\.$/, "");
    return { name: found, element: document.getElementById(found) };
  }

  /** What is said of the passage: a list of sentences, each a string or a node. */
  function answer(version, digest, { name, element }) {
    if (!name) return ["The address names a version, but no passage."];
    const now = element?.dataset.digest;
    if (now && digest === now) return unchanged(version);
    const then = own(known.versions, version);
    if (!then) return unknown(version, element, name);
    const change = own(then.changes, name);
    if (change) return changed(version, digest, name, element, change);
    if (!now) return [`Version ${version} has no passage ${name}, nor has this page.`];
    if (then.new.includes(name)) return [`This passage was not yet in version ${version}.`];
    if (!digest) return unchanged(version);
    return [
      `In version ${version} this passage read as it does now, yet the address states another`
      + " wording: it has been altered, or was copied before that version was finished.",
    ];
  }

  function unchanged(version) {
    if (version === known.version) return [`You see the passage as cited: version ${version}.`];
    if (!own(known.versions, version)) {
      return [`No version ${version} is on record, but the words are those that were cited.`];
    }
    return [`Unchanged since version ${version}: this is the wording that was cited.`];
  }

  function unknown(version, element, name) {
    if (!element) return [`There is no passage ${name} here, and no record of a version ${version}.`];
    return [`The wording cited is not the present one; no record of a version ${version} tells what changed.`];
  }

  let asked = null;

  /** The address of the page of this text on which something stands; undefined if on none. */
  async function pageOf(name) {
    const file = new URL(known.places, location.href);
    // Without a web server the file cannot be had; then nobody is sent on.
    asked ??= fetch(file).then((found) => found.json()).catch(() => ({}));
    const [page] = Object.entries(await asked).find(([, names]) => names.includes(name)) ?? [];
    return page && new URL(page, file).href;
  }

  /** Send the reader on to the page on which what the address names stands; whether there is one. */
  async function sendOn() {
    const { name, element } = target();
    if (!name || element || !known.places) return false;
    const page = await pageOf(name);
    if (!page || target().name !== name) return false; // or another passage is asked for by now
    location.replace(`${page}${location.search}#${encodeURIComponent(name)}`);
    return true;
  }

  function changed(version, digest, name, element, change) {
    const doubt = digest && digest !== change.digest
      ? ` (The address states a wording that version ${version} does not have.)` : "";
    if (!change.now) return [`The passage ${name} of version ${version} is no longer in the text.${doubt}`];
    if (change.now === name) return [...difference(version, element, change), doubt];
    const way = link(change.page ? `${change.page}#${encodeURIComponent(change.now)}` : `#${change.now}`, change.now);
    const same = change.same ? "unchanged" : "with changes";
    return [`What stood at ${name} in version ${version} now stands, ${same}, at `, way, `.${doubt}`];
  }

  function difference(version, element, { length, stretches }) {
    const first = `Changed since version ${version}. `;
    if (!stretches.length) {
      return [`${first}The change is one that the record does not show, of white space for instance.`];
    }
    const lost = stretches.reduce((sum, [, , number]) => sum + number, 0);
    const gone = lost ? ` What has gone (${words(lost)}) cannot be shown; its place is marked.` : "";
    if (!element || letters(text(element)).length !== length) return [`${first}${gone}`];
    const isNew = stretches.some(([start, end]) => end > start);
    for (const stretch of [...stretches].reverse()) mark(element, stretch);
    return [`${first}${isNew ? "What is new is marked." : ""}${gone}`];
  }

  function mark(element, [start, end, lost]) {
    const found = ranges(element, start, end);
    for (const range of found) {
      const fresh = make("ins", { className: "since-new" });
      range.surroundContents(fresh);
    }
    if (lost) markLoss(element, start, lost);
  }

  function markLoss(element, start, lost) {
    const sign = make("span", { className: "since-lost no-search", title: `${words(lost)} stood here` }, "‸");
    sign.setAttribute("role", "img");
    sign.setAttribute("aria-label", `${words(lost)} stood here`);
    const [range] = ranges(element, start, start + 1);
    if (range) return range.startContainer.parentElement.matches(".since-new")
      ? range.startContainer.parentElement.before(sign) : range.insertNode(sign);
    pieces(element).at(-1)?.node.after(sign);
  }

  function show(sentences, element) {
    const box = document.getElementById("cited") ?? make("div", { id: "cited", className: "cited" });
    box.setAttribute("role", "status");
    let place = element;
    while (place?.parentElement.matches(NO_BOX_IN)) place = place.parentElement;
    if (place) place.before(box);
    else if (!box.isConnected) document.querySelector("article, main, body").prepend(box);
    box.hidden = false;
    box.replaceChildren(make("p", {}, ...sentences));
    // The browser itself goes to the passage, once more when all is loaded: the answer is above it.
    const go = () => requestAnimationFrame(() => box.scrollIntoView({ block: "start" }));
    if (document.readyState === "complete") go();
    else addEventListener("load", go, { once: true });
  }

  async function begin() {
    if ((await sendOn()) || !cited) return;
    const [, version, digest] = cited;
    const found = target();
    show(answer(version, digest, found), found.element);
  }

  if (known) {
    addEventListener("hashchange", sendOn);
    begin();
  }
}
