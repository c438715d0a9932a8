"use strict";
// A reader's correction as text that the program of the editors reads (`edition annotate --from`).
{
  const OPENING = "-----BEGIN CORRECTION-----";
  const CLOSING = "-----END CORRECTION-----";
  const citation = JSON.parse(document.getElementById("citation")?.textContent || "{}");
  const { letters, text, place } = window.editionPassage;

  const RUNS_ON = /[\p{L}\p{N}]{2}/u;

  /** The places in a passage at which words stand. */
  function placesOf(passage, quote) {
    const every = letters(text(passage));
    const wanted = letters(quote);
    const found = [];
    for (let at = 0; wanted.length && at + wanted.length <= every.length; at++) {
      if (wanted.every((one, number) => one === every[at + number])) found.push(at);
    }
    return found;
  }

  /** Those of places, each `length` letters long, that are whole words; all if none is. */
  function wholeWords(passage, places, length) {
    const parted = ends(text(passage));
    const whole = places.filter((at) => parted.has(at) && parted.has(at + length));
    return whole.length ? whole : places;
  }

  /** The places in a text, counted in letters, over which no word runs on. */
  function ends(whole) {
    const found = new Set([0]);
    let number = 0;
    let before = " ";
    for (const one of whole) {
      if (!RUNS_ON.test(before + one)) found.add(number);
      if (!/\s/u.test(one)) number++;
      before = one;
    }
    return found.add(number);
  }

  /** The place of words in a passage; null where they stand there twice and none is selected. */
  function offsetOf(passage, quote) {
    const places = placesOf(passage, quote);
    const selection = getSelection();
    const selected = selection.rangeCount ? place(passage, selection.getRangeAt(0)) : null;
    if (places.includes(selected)) return selected;
    const whole = wholeWords(passage, places, letters(quote).length);
    return whole.length === 1 ? whole[0] : null;
  }

  const spaced = (words) => words.split(/\s+/u).join(" ").trim();

  /**
   * Why the editors' program would not take a proposal, said to the reader; "" if it would.
   * `offset` is where the quote begins, if that is known.
   */
  window.editionFault = (passage, { quote, suggestion, offset }) => {
    if (!quote.trim()) return "Quote the words that you would change.";
    const places = placesOf(passage, quote);
    if (!places.length) return "These words do not stand in this passage. Quote them as they stand here.";
    if (!places.includes(offset ?? offsetOf(passage, quote))) {
      const number = wholeWords(passage, places, letters(quote).length).length;
      return `These words stand here ${number} times. Quote more words around them.`;
    }
    if (spaced(quote) === spaced(suggestion)) return "What you propose is what stands there already.";
    return "";
  };

  /**
   * A proposal on a passage: `quote` is what stands there, `suggestion` what should, `reason` why;
   * `reader` (may be left out) is who proposes it, `offset` where the quote begins. Returns subject
   * and text of a message, and the address that opens it where the edition takes corrections.
   */
  window.editionCorrection = (passage, { quote, suggestion, reason = "", reader = "", offset }) => {
    const proposal = {
      edition: citation.edition ?? "",
      version: citation.version ?? "",
      siglum: citation.siglum ?? "",
      passage: passage.id,
      digest: passage.dataset.digest ?? "",
      quote: quote.trim(),
      offset: offset ?? offsetOf(passage, quote),
      suggestion,
      reason,
      reader,
    };
    const subject = `Correction: ${passage.id}`;
    const message = [OPENING, JSON.stringify(proposal, null, 1), CLOSING, ""].join("\n");
    return { subject, text: message, address: addressOf(subject, message) };
  };

  function addressOf(subject, message) {
    const to = citation.corrections;
    if (!to) return "";
    const joint = to.includes("?") ? "&" : "?";
    const title = to.startsWith("mailto:") ? "subject" : "title";
    return `${to}${joint}${title}=${encodeURIComponent(subject)}&body=${encodeURIComponent(message)}`;
  }
}
