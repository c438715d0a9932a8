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
  const readingsIn = (change, name) =>
    [...change.querySelectorAll(`.${name}`)].map((one) => one.textContent.trim()).join(" ");

  /** The text as it is shown, and a sentence on each place where the edition altered it. */
  function taken(nodes) {
    const box = make("div");
    box.append(nodes);
    const remarks = [...box.querySelectorAll(ALTERED)].map(remark).filter(Boolean);
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
    return { html: box.innerHTML.trim(), text: written(box), remarks: [...new Set(remarks)] };
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
    const first = passageAt(range);
    // A few words are wanted as they are; a passage is a quotation.
    if (!first || selection.toString().trim().split(/\s+/).length < 6) return;
    const { html, text, remarks } = taken(range.cloneContents());
    if (!text) return;
    const notice = [reference(first), ...remarks];
    event.clipboardData.setData("text/plain", [text, ...notice].join("\n\n"));
    const paragraphs = make("div", {}, ...notice.map((one) => make("p", { textContent: one })));
    event.clipboardData.setData("text/html", html + paragraphs.innerHTML);
    event.preventDefault();
  }

  function passageAt(range) {
    const start = range.startContainer;
    const element = start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement;
    return element.closest(".passage") ??
      [...article.querySelectorAll(".passage")].find((one) => range.intersectsNode(one));
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
    const label = passage.querySelector(".passage-number")?.getAttribute("aria-label") ?? passage.id;
    return label.charAt(0).toLowerCase() + label.slice(1);
  }

  function reference(passage) {
    const pattern = styles[styleNow()] ?? `${document.title}, {passage}, {address}`;
    return pattern.replaceAll("{passage}", nameOf(passage)).replaceAll("{address}", address(passage));
  }

  // ---- menu of a passage -----------------------------------------------------------------------
  function openPassage(number) {
    const passage = number.closest(".passage");
    if (!passage) return false;
    const said = make("p", { className: "card-said" });
    said.setAttribute("role", "status");
    const put = (label, text) => make("button", { type: "button", onclick: () => copy(text(), said) }, label);
    const whole = () => {
      const { text, remarks } = taken(contentOf(passage));
      return [text, reference(passage), ...remarks].join("\n\n");
    };
    const label = number.getAttribute("aria-label");
    const status = passage.querySelector(".passage-status")?.textContent ?? "";
    edition.card(number, label,
      make("p", { className: "card-name" }, label, status && make("span", {}, ` · ${status}`)),
      ...chooser(),
      put("Copy reference", () => reference(passage)),
      put("Copy paragraph with reference", whole),
      put("Copy address", () => address(passage)),
      ...correction(passage, said), said);
    return true;
  }

  function contentOf(passage) {
    const range = document.createRange();
    range.selectNodeContents(passage);
    return range.cloneContents();
  }

  function chooser() {
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
    const field = (label, value = "") => {
      const input = make("input", { type: "text", value });
      return [input, make("label", {}, label, input)];
    };
    const [quote, quoteLabel] = field("The text has", String(getSelection()).trim());
    const [suggestion, suggestionLabel] = field("It should be");
    const [reason, reasonLabel] = field("Because");
    const proposal = () => window.editionCorrection(passage, {
      quote: quote.value, suggestion: suggestion.value, reason: reason.value,
    });
    const send = make("button", { type: "button" }, "Write it as a message");
    send.addEventListener("click", () => location.assign(proposal().address));
    const put = make("button", { type: "button" }, "Copy it");
    put.addEventListener("click", () => copy(proposal().text, said));
    const ways = citation.corrections ? [send, put] : [put];
    return [make("details", {}, make("summary", {}, "Propose a correction"),
      quoteLabel, suggestionLabel, reasonLabel, make("p", { className: "card-actions" }, ...ways))];
  }

  edition.onClick("a.passage-number", openPassage);
  document.addEventListener("copy", onCopy);
}
