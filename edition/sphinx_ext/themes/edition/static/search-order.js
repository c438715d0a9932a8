"use strict";
// What search.js asks before it shows what Pagefind has found: whether the words are known at all,
// and which register entry comes first.
{
  const FORMS_END = " — "; // as in search_records.py
  const RANKED = 60; // register entries that are put in order by their names

  // Where Pagefind knows no word that begins as one looked for, it takes one with which that begins
  // (“xy” for “xyzzy”). Such a word was not asked for. What it finds by an ending (“lamps” for
  // “lamp”) it finds as a whole word too.
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const parts = (text) => folded(text).replace(/['’]s(?!\p{L})/gu, "").match(/[\p{L}\p{N}]+/gu) ?? [];

  // Words that are written without spaces between them Pagefind parts in its own way.
  const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

  async function isKnown(pagefind, word) {
    if (UNSPACED.test(word)) return true;
    if ((await pagefind.search(`"${word}"`)).results.length) return true;
    const [first] = (await pagefind.search(word)).results.filter((result) => result.words.length);
    if (!first) return false; // and Pagefind leaves it out beside others
    const { content } = await first.data();
    const found = content.split(/\s+/).filter((_, place) => first.words.includes(place));
    const start = parts(word).join("");
    return found.some((one) => parts(one).some((_, n, all) => all.slice(n).join("").startsWith(start)));
  }

  async function knows(pagefind, term) {
    if (term.includes('"')) return true;
    const words = term.split(/\s+/).filter((word) => parts(word).length);
    return (await Promise.all(words.map((word) => isKnown(pagefind, word)))).every(Boolean);
  }

  // Register entries in the order in which who types a bare name wants them: one that has this very
  // name, one whose name begins or ends with it, one with a form that does, what only tells of it;
  // of the same rank first who is named most. Descriptions stay as Pagefind has them.
  async function ranked(results, kinds, term) {
    if (kinds[0] !== "person" || !term) return results;
    const first = (result) => Math.min(...result.words);
    const near = [...results].sort((a, b) => first(a) - first(b)).slice(0, RANKED);
    const known = await Promise.all(near.map(async (result) => [result, await result.data()]));
    const wanted = parts(term).join(" ");
    const keys = new Map(known.map(([result, data]) => [result, key(data, wanted, -results.indexOf(result))]));
    const order = (a, b) => keys.get(a)[0] - keys.get(b)[0] || keys.get(b)[1] - keys.get(a)[1];
    return [...near.sort(order), ...results.filter((result) => !keys.has(result))];
  }

  // What a name says decides first; then which of its words were found, for Pagefind knows other
  // endings too (“Trotski”, “Lenin’s”).
  function key(record, wanted, otherwise) {
    const forms = record.content.split(FORMS_END, 1)[0].split("; ");
    const said = forms.map((form) => ` ${parts(form).join(" ")} `);
    const asked = ` ${wanted} `;
    const length = wanted.split(" ").length;
    let place = 0;
    const found = forms.map((form) => form.split(/\s+/).map(() => record.locations.includes(place++)));
    const are = (words) => words.length === length && words.every(Boolean);
    const tests = [
      said.includes(asked),
      said[0].startsWith(asked) || said[0].endsWith(asked),
      found.some(are),
      are(found[0].slice(0, length)) || are(found[0].slice(-length)),
      found.some((words) => words.filter(Boolean).length >= length),
    ];
    const rank = tests.indexOf(true);
    return rank < 0 ? [tests.length, otherwise] : [rank, parseInt(record.meta.mentions, 10)];
  }

  window.editionSearch = { FORMS_END, knows, ranked };
}
