"""Where a passage stands too: links there, and the words of the other with what is otherwise in it.

What is shown is of other pages, perhaps of other files: it is made when a page is written, and
`outdated` gives those pages back to be written again on which it is no longer the same.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape
from typing import cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.writers.html5 import HTML5Translator

from edition.citation import passage_words
from edition.reading.index import Placed
from edition.reading.parallels import (
    OUTSIDE,
    Stretch,
    beginning,
    compared,
    differences,
    end,
    is_comparable,
    is_partial,
)
from edition.reading.passages import Passage
from edition.sphinx_ext import nodes as text_nodes
from edition.sphinx_ext.domain import TeiDomain
from edition.sphinx_ext.places import landing_of
from edition.sphinx_ext.writing.tags import address, domain, is_book, text_of

_PAGE = "parallels"  # the page on which the parallels of an edition are compared
_SHOWN = "parallels-shown"
_COMPARED = 12  # other passages of which the words are shown; of more there are links alone
_AROUND = 60  # characters of equal words before and behind a difference
_LONGEST = 400  # characters of a difference
_MOST = 40  # differences
_KEY = '<p class="parallel-key"><del>only here</del> <ins>only there</ins></p>'
Side = Placed[Passage]


def visit_parallel(self: HTML5Translator, node: text_nodes.parallel) -> None:
    """Where else the passage stands, how far it is the same there, and the comparison."""
    known = domain(self).passages()
    links: dict[str, str] = {}
    for link, other in node["links"]:
        links.setdefault(other, link)  # what it leads to shows all that the two have in common
    own = known.get(node["passage"])
    summaries: list[str] = []
    items: list[str] = []
    for other, link in links.items():
        if (found := known.get(other)) is None:
            continue
        stretches: Sequence[Stretch] = ()
        if own is not None and len(items) < _COMPARED and not is_book(self):
            stretches = _stretches(own.what.text, found.what.text)
        name = text_of(_called(found))
        there = f'<a href="{escape(address(self, found.docname, other))}">{name}</a>'
        items.append(f"<li>{there}{_comparison(self, link)}{_words(stretches)}</li>")
        summaries.append(f"{name}{_counted(stretches)}")
    if items:
        key = _KEY if any("<del>" in one or "<ins>" in one for one in items) else ""
        self.body.append(
            '<aside class="parallel no-search"><details><summary>Also in '
            f"{'; '.join(summaries)}</summary>{key}<ul>{''.join(items)}</ul></details></aside>\n"
        )
    raise nodes.SkipNode


def _stretches(first: str, second: str) -> Sequence[Stretch]:
    return compared(first, second) if is_comparable(first, second) else ()


def _called(found: Side) -> str:
    """`S, paragraph 14`."""
    passage = found.what
    return f"{found.siglum}, {passage_words(passage.unit, passage.number, passage.id)}"


def _comparison(self: HTML5Translator, link: str) -> str:
    if not link or _PAGE not in self.builder.env.found_docs:
        return ""
    return f' (<a href="{escape(address(self, _PAGE, link))}">side by side</a>)'


def _counted(stretches: Sequence[Stretch]) -> str:
    """How far the two are the same; nothing where they were not compared, or have nothing."""
    if all(one.sort == OUTSIDE for one in stretches):
        return ""
    number = len(differences(stretches))
    common = f"{number} difference{'s' if number > 1 else ''}" if number else "the same words"
    return f", in part: {common}" if is_partial(stretches) else f": {common}"


def _words(stretches: Sequence[Stretch]) -> str:
    """The other's words where the two are parallel, what is otherwise marked and said.

    Dots stand where either of the two begins before that or goes on behind it.
    """
    common = [one for one in stretches if one.sort != OUTSIDE]
    if not common:
        return ""
    at = [place for place, one in enumerate(common) if one.sort]
    last = at[_MOST] if len(at) > _MOST else len(common)
    parts = [
        _difference(one) if one.sort else _equal(one.second, is_first, is_last)
        for place, one in enumerate(common[:last])
        for is_first, is_last in [(place == 0, place == len(common) - 1)]
    ]
    shown = "".join(parts).strip()
    if stretches[0].sort == OUTSIDE and not shown.startswith("…"):
        shown = f"… {shown}"
    if last < len(common):
        shown += f" … ({len(at) - _MOST} more)"
    elif stretches[-1].sort == OUTSIDE and not shown.endswith("…"):
        shown += " …"
    return f'<p class="parallel-words">{shown}</p>'


def _equal(words: str, is_first: bool, is_last: bool) -> str:
    """Equal words, cut to those beside a difference; where there is none, to both ends."""
    is_all = is_first and is_last
    before = beginning(words, _AROUND) if is_all or not is_first else ""
    after = end(words, _AROUND) if is_all or not is_last else ""
    if len(before) + len(after) >= len(words):
        return text_of(words)
    return text_of(f"{before} … {after}")


def _difference(one: Stretch) -> str:
    """What stands here and not there, then what stands there and not here."""
    here, there = _marked("del", "here", one.first), _marked("ins", "there", one.second)
    return f"{here} {there}" if here and there and _touch(one) else f"{here}{there}"


def _touch(one: Stretch) -> bool:
    return not (one.first[-1].isspace() or one.second[0].isspace())


def _marked(tag: str, where: str, words: str) -> str:
    if not words:
        return ""
    if len(words) > _LONGEST:
        words = f"{beginning(words, _AROUND)} … {end(words, _AROUND)}"
    said = f'<span class="visually-hidden">[{where}: </span>'
    return f'<{tag}>{said}{text_of(words)}<span class="visually-hidden">]</span></{tag}>'


# ---- writing again ---------------------------------------------------------------------------


def outdated(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The pages that this builder wrote when what stands beside their passages was not as now."""
    known = cast(TeiDomain, env.domains["tei"])
    docnames = known.docnames()
    read = {name: env.all_docs[name] for name in docnames if name in env.all_docs}
    now = read, _PAGE in env.found_docs
    kept = known.data.setdefault(_SHOWN, {})
    before, pages = kept.get(app.builder.name, (None, {}))
    if before == now:
        return []
    shown = _states(known)
    kept[app.builder.name] = now, shown
    if before is None:
        return []
    is_same = before[1] == now[1]
    return sorted(
        name
        for name in {*shown, *pages} & {*read}
        if not is_same or shown.get(name) != pages.get(name)
    )


def _states(known: TeiDomain) -> dict[str, str]:
    """For each page with parallels a digest of all of other pages that is shown beside them."""
    beside = _others(known)
    passages = known.passages()
    found = {}
    for docname, facts in known.pages():
        state = hashlib.sha256()
        for one in facts.passages:
            for other in beside.get(landing_of(docname, facts), {}).get(one.id, ()):
                there = passages.get(other)
                shown = (there.docname, there.siglum, *there.what[:5]) if there else other
                state.update(f"{one.id}\t{shown}\n".encode("utf-8", "replace"))
                found[docname] = state
    return {docname: state.hexdigest() for docname, state in found.items()}


def _others(known: TeiDomain) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """By the first page of a file: the passages that each passage is parallel to.

    Not by the text: a corpus tells with its first what is parallel in all.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for docname, facts in known.pages():
        beside = found[landing_of(docname, facts)]
        for link in facts.parallels:
            beside[link.first].append(link.second)
            beside[link.second].append(link.first)
    return found
