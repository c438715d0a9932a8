"use strict";
// The edited text of a passage on the page. Places in it are counted in characters, white space left
// out, so that neither line ends of the page nor what stands in the margin shifts them.
{
  const OUT = "[hidden], .no-search, .mark, .headerlink, .source, .gap, [data-digest]";
  const letters = (text) => [...text].filter((one) => !/\s/u.test(one));

  /** The text nodes of a passage's edited text, each with the place at which it begins. */
  function pieces(passage) {
    const accept = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(OUT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    };
    const walk = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, accept);
    const found = [];
    let start = 0;
    while (walk.nextNode()) {
      found.push({ node: walk.currentNode, start });
      start += letters(walk.currentNode.data).length;
    }
    return found;
  }

  /** The edited text, white space made single spaces. */
  function text(passage) {
    return pieces(passage).map((one) => one.node.data).join("").split(/\s+/u).join(" ").trim();
  }

  /** The offset in a text node before the n-th character that is no white space. */
  function offset(data, number) {
    let seen = 0;
    let reached = 0;
    for (const one of data) {
      if (!/\s/u.test(one) && seen++ === number) break;
      reached += one.length;
    }
    return reached;
  }

  /** The stretches of text nodes between two places, as ranges; each lies in one node. */
  function ranges(passage, start, end) {
    const found = [];
    for (const { node, start: begin } of pieces(passage)) {
      const size = letters(node.data).length;
      if (begin + size <= start || begin >= end) continue;
      const range = document.createRange();
      range.setStart(node, offset(node.data, Math.max(0, start - begin)));
      // Up to the last character, not to the white space behind it.
      const last = Math.min(size, end - begin) - 1;
      range.setEnd(node, offset(node.data, last));
      const width = String.fromCodePoint(node.data.codePointAt(range.endOffset)).length;
      range.setEnd(node, range.endOffset + width);
      found.push(range);
    }
    return found;
  }

  /** The place in a passage at which a range of the page begins; null where it begins elsewhere. */
  function place(passage, range) {
    if (!passage.contains(range.startContainer)) return null;
    let found = 0;
    for (const { node, start } of pieces(passage)) {
      if (node === range.startContainer) {
        return start + letters(node.data.slice(0, range.startOffset)).length;
      }
      if (range.comparePoint(node, 0) >= 0) return start;
      found = start + letters(node.data).length;
    }
    return found;
  }

  window.editionPassage = { letters, text, pieces, ranges, place };
}
