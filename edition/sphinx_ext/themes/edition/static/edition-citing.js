"use strict";
// Text pages: copying with reference, the menu of a passage, a reader's correction. Without this
// script a passage's number is a link to its address. Styles of reference come from the page's
// `<script type="application/json" id="citation">`; without it the title and address are given.
{
  const { article, make } = edition;
  const byId = (id) => document.getElementById(id);

  // ---- what is copied ----------------------------------------------------------------------
  const DECORATION = ".mark, .entry, .passage-margin, .headerlink, .parallel, .named, .no-search";
  const BLOCK = "p, li, dt, dd, h1, h2, h3, h4, h5, h6, blockquote, figcaption, tr, .passage";
  const ALTERED = ".emendation, .regularization, .supplied, .surplus";
  const reading = () => document.querySelector("input[name=reading]:checked")?.value ?? "edited";

  function readingsIn(change, name) {
    const copy = change.cloneNode(true);
    copy.querySelectorAll(DECORATION).forEach((one) => one.remove());
    return [...copy.querySelectorAll(`.${name}`)].map((one) => one.textContent.trim()).join(" ");
  }

  /** Whether anything but white space of an element is in a range. */
  function isTouched(range, element) {
    const part = contentOf(element);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) {
      part.setEnd(range.endContainer, range.endOffset);
    }
    return part.toString().trim() !== "";
  }

  /** The sentences on the places of a range where the edition altered the text. */
  function remarksOn(range) {
    const common = range.commonAncestorContainer;
    const around = common.closest ? common : common.parentElement;
    const inside = [...around.querySelectorAll(ALTERED)].filter((one) => isTouched(range, one));
    const altered = [around.closest(ALTERED), ...inside].filter(Boolean);
    return [...new Set(altered.map(remark).filter(Boolean))];
  }

  /** The text of a range as it is shown. */
  function taken(range) {
    const box = make("div");
    box.append(range.cloneContents());
    box.querySelectorAll(DECORATION).forEach((one) => one.remove());
    const shown = reading();
    if (shown === "edited") box.querySelectorAll(".source").forEach((one) => one.remove());
    if (shown === "source") {
      const twofold = [...box.querySelectorAll(".edited")].filter((one) => !one.querySelector(".source"));
      twofold.forEach((one) => one.remove());
    }
    if (shown === "both") {
      for (const one of box.querySelectorAll(".source")) {
        const isLast = one.previousElementSibling?.matches(".edited");
        one.replaceChildren(isLast ? ` [${one.textContent}]` : `[${one.textContent}] `);
      }
    }
    for (const one of box.querySelectorAll("a.mention, [hidden]")) {
      if (one.matches("a")) one.replaceWith(...one.childNodes);
      else one.removeAttribute("hidden");
    }
    box.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    return { html: box.innerHTML.trim(), text: written(box) };
  }

  function written(box) {
    const copy = box.cloneNode(true);
    copy.querySelectorAll("br").forEach((one) => one.replaceWith("\u2028"));
    copy.querySelectorAll(BLOCK).forEach((one) => one.append("\u2029"));
    return copy.textContent.replace(/\s*\u2029[\s\u2029]*/g, "\u2029").replace(/[ \t\r\n]+/g, " ")
      .replace(/ ?\u2028 ?/g, "\n").replaceAll("\u2029", "\n\n").trim();
  }

  function remark(change) {
    const edited = readingsIn(change, "edited");
    const source = readingsIn(change, "source");
    if (edited && source) return `The edition has “${edited}” for “${source}” of its source.`;
    if (edited) return `The edition adds “${edited}”.`;
    return source && `The edition leaves out “${source}”.`;
  }

  function onCopy(event) {
    const selection = getSelection();
    if (selection.isCollapsed || !article.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0);
    const passages = passagesIn(range);
    const remarks = remarksOn(range);
    // A few words are wanted as they are, unless they are emended; a passage is a quotation.
    const isShort = selection.toString().trim().split(/\s+/).length < 6;
    if (!passages.length || (isShort && !remarks.length)) return;
    const { html, text } = taken(range);
    if (!text) return;
    const notice = [reference(...passages), ...remarks];
    event.clipboardData.setData("text/plain", [text, ...notice].join("\n\n"));
    const paragraphs = make("div", {}, ...notice.map((one) => make("p", { textContent: one })));
    event.clipboardData.setData("text/html", html + paragraphs.innerHTML);
    event.preventDefault();
  }

  /** The first and the last passage of which a range has words; one if there is but one. */
  function passagesIn(range) {
    const touched = [...article.querySelectorAll(".passage")].filter((one) => range.intersectsNode(one));
    const found = touched.filter((one) =>
      window.editionPassage.pieces(one).some(({ node }) => isTouched(range, node)));
    return found.length > 1 ? [found[0], found.at(-1)] : found;
  }

  // ---- reference -----------------------------------------------------------------------------
  const citation = JSON.parse(byId("citation")?.textContent || "{}");
  const styles = citation.styles ?? {};
  const version = citation.version ?? document.body.dataset.version ?? "";
  const STYLE = "edition-citation-style";

  function styleNow() {
    let kept = null;
    try {
      kept = localStorage.getItem(STYLE);
    } catch {
      // Not remembered: the first one.
    }
    return kept in styles ? kept : Object.keys(styles)[0];
  }

  function address(passage) {
    const page = citation.url || location.href.replace(/[?#].*$/, "");
    const digest = passage.dataset.digest;
    const cited = digest && version ? `?cited=${encodeURIComponent(version)}-${digest}` : "";
    return `${page}${cited}#${encodeURIComponent(passage.id)}`;
  }

  function nameOf(passage) {
    const link = passage.querySelector(".passage-number");
    const label = link?.closest(".passage") === passage ? link.getAttribute("aria-label") : passage.id;
    return label === passage.id ? label : label.charAt(0).toLowerCase() + label.slice(1);
  }

  /** `paragraph 3`, `paragraphs 3–5`, `heading 2 to paragraph 5`. */
  function namesOf(first, last) {
    const [one, other] = [nameOf(first), last ? nameOf(last) : ""];
    const [kind, number] = one.split(/ (?=\d+$)/);
    const [otherKind, otherNumber] = other.split(/ (?=\d+$)/);
    if (!other) return one;
    if (!number || !otherNumber || kind !== otherKind) return `${one} to ${other}`;
    return `${kind}${/(?:ch|s)$/.test(kind) ? "es" : "s"} ${number}–${otherNumber}`;
  }

  /** The reference to all from one passage to another, by the address of the first. */
  function reference(first, last) {
    const pattern = styles[styleNow()] ?? `${document.title}, {passage}, {address}`;
    return pattern.replaceAll("{passage}", namesOf(first, last)).replaceAll("{address}", address(first));
  }

  // ---- menu of a passage -----------------------------------------------------------------------
  function openPassage(number) {
    const passage = number.closest(".passage");
    if (!passage) return false;
    const said = make("p", { className: "card-said" });
    said.setAttribute("role", "status");
    const put = (label, text) => make("button", { type: "button", onclick: () => copy(text(), said) }, label);
    const whole = () => {
      const range = contentOf(passage);
      return [taken(range).text, reference(passage), ...remarksOn(range)].join("\n\n");
    };
    const shown = make("p", { className: "card-reference" });
    const show = () => (shown.textContent = reference(passage));
    show();
    const label = number.getAttribute("aria-label");
    const status = passage.querySelector(".passage-status")?.textContent ?? "";
    edition.card(number, label,
      make("p", { className: "card-name" }, label, status && make("span", {}, ` · ${status}`)),
      shown, ...chooser(show),
      put("Copy reference", () => reference(passage)),
      put("Copy text with reference", whole),
      put("Copy address", () => address(passage)),
      ...correction(passage, said), said);
    return true;
  }

  function contentOf(passage) {
    const range = document.createRange();
    range.selectNodeContents(passage);
    return range;
  }

  function chooser(show) {
    const names = Object.keys(styles);
    if (names.length < 2) return [];
    const select = make("select", {}, ...names.map((one) => make("option", { textContent: one })));
    select.value = styleNow();
    select.addEventListener("change", () => {
      try {
        localStorage.setItem(STYLE, select.value);
      } catch {
        // Then it cannot be chosen.
      }
      show();
    });
    return [make("label", {}, "Style ", select)];
  }

  async function copy(text, said) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      // No clipboard for a file opened from the disk: the reader copies it from the field.
      const field = make("textarea", { value: text, readOnly: true, rows: 6 });
      field.setAttribute("aria-label", "Text to copy");
      said.replaceChildren(field);
      field.select();
    }
  }

  // ---- a reader's correction (the proposal itself is written by corrections.js) -----------------
  function correction(passage, said) {
    if (!window.editionCorrection) return [];
    const field = (label, value = "", more = {}) => {
      const input = make("input", { type: "text", value, ...more });
      return [input, make("label", {}, label, input)];
    };
    const { selected, offset } = selectionIn(passage);
    const [quote, quoteLabel] = field("The text has", selected);
    const [suggestion, suggestionLabel] = field("It should be");
    const [reason, reasonLabel] = field("Because");
    const [reader, readerLabel] = field("Your name, to be published with it (optional)", "", { autocomplete: "name" });
    const fault = make("p", { className: "card-fault" });
    fault.setAttribute("role", "status");
    const facts = () => ({
      quote: quote.value,
      suggestion: suggestion.value,
      reason: reason.value,
      reader: reader.value,
      // What was selected is meant though it may stand there twice.
      offset: offset !== null && quote.value === selected ? offset : undefined,
    });
    const look = () => (fault.textContent = window.editionFault(passage, facts()));
    quote.addEventListener("input", look);
    suggestion.addEventListener("change", look);
    if (selected) look();
    const way = (label, action) => {
      const go = () => (look() ? quote.focus() : action(window.editionCorrection(passage, facts())));
      return make("button", { type: "button", onclick: go }, label);
    };
    const send = way("Write it as a message", (proposal) => location.assign(proposal.address));
    const put = way("Copy it", (proposal) => copy(proposal.text, said));
    const ways = citation.corrections ? [send, put] : [put];
    return [make("details", {}, make("summary", {}, "Propose a correction"),
      quoteLabel, fault, suggestionLabel, reasonLabel, readerLabel,
      make("p", { className: "card-actions" }, ...ways))];
  }

  /** The words of a passage that are selected, and where they begin in it. */
  function selectionIn(passage) {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    if (!range || selection.isCollapsed || !isTouched(range, passage)) return { selected: "", offset: null };
    return { selected: taken(range).text, offset: window.editionPassage.place(passage, range) };
  }

  edition.onClick("a.passage-number", openPassage);
  document.addEventListener("copy", onCopy);
}
