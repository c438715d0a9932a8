"use strict";
// A reader's correction as text that the program of the editors reads (`edition annotate --from`).
{
  const OPENING = "-----BEGIN CORRECTION-----";
  const CLOSING = "-----END CORRECTION-----";
  const citation = JSON.parse(document.getElementById("citation")?.textContent || "{}");
  const { letters, text, place } = window.editionPassage;

  /** The place of words in a passage; null where they stand there twice and none is selected. */
  function offsetOf(passage, quote) {
    const words = quote.split(/\s+/u).join(" ").trim();
    const whole = text(passage);
    const first = whole.indexOf(words);
    if (!words || first < 0) return null;
    if (whole.indexOf(words, first + 1) < 0) return letters(whole.slice(0, first)).length;
    const selection = getSelection();
    return selection.rangeCount ? place(passage, selection.getRangeAt(0)) : null;
  }

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
