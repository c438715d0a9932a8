"""Parallels in TEI: links between the blocks that a passage joins (TEI Guidelines, 17.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from edition.annotations.annotation import pointers
from edition.parallels import Parallel, confirmed
from edition.tei import XML_ID, Element, indent, root, sub, sub_text

_MEANING = (
    "Passages of eight words or more that stand in two texts, or twice in one. A link joins the"
    " two blocks; a passage that runs over several has a link for each pair of them."
)


def link_group(parallels: Iterable[Parallel], inside: Collection[str]) -> Element | None:
    """The links of the confirmed parallels that concern the texts `inside` a file.

    A pointer to a text outside names the file of that text, which stands beside.
    """
    group = root("linkGrp")
    group.set("type", "parallel")
    sub_text(group, "desc", _MEANING)
    for one in confirmed(parallels):
        if not set(one.sigla).isdisjoint(inside):
            _links(group, one, inside)
    if len(group) == 1:
        return None
    indent(group, 1)
    return group


def _links(group: Element, one: Parallel, inside: Collection[str]) -> None:
    for number, pair in enumerate(one.blocks, 1):
        ends = zip(one.sigla, pair, strict=True)
        target = " ".join(_pointer(siglum, block, inside) for siglum, block in ends)
        name = f"parallel.{one.id}" if number == 1 else f"parallel.{one.id}.{number}"
        sub(group, "link", {XML_ID: name, "target": target, "resp": pointers(one.resp)})


def _pointer(siglum: str, block: str, inside: Collection[str]) -> str:
    file = "" if siglum in inside else f"{siglum}.xml"
    return f"{file}#{siglum}.{block}"
