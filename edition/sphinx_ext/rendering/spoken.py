"""Transcribed speech and messages (TEI Guidelines, 8 and 9)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name


@renders("u", "post", "annotationBlock")
def utterance(element: Element, page: Rendering) -> Nodes:
    """An utterance or message: who speaks or writes by the attribute, then the words."""
    who = " ".join(pointer.lstrip("#") for pointer in (element.get("who") or "").split())
    return page.named_block(element, "utterance", who)


@renders("pause", "vocal", "kinesic", "incident", "writing")
def event(element: Element, page: Rendering) -> Nodes:
    """What happens while somebody speaks: its kind, then the words that describe it."""
    return [page.label(f"({local_name(element)})"), *page.phrase(element, "incident")]
