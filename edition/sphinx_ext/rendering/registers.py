"""Registers that stand inside a text: persons, places, organisations, events (TEI, 14.3)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name

_CLASS = "register-entry"
_LABELS = {"birth": "born", "death": "died"}


@renders("listPerson", "listPlace", "listOrg", "listEvent", "listNym", "listObject", "listRelation")
def register(element: Element, page: Rendering) -> Nodes:
    """A register, as a block."""
    return page.block(element, "register")


@renders("person", "personGrp", "place", "org", "event", "object", "nym", "relation")
def entry(element: Element, page: Rendering) -> Nodes:
    """An entry, as a block whose statements stand behind one another."""
    return page.block(element, _CLASS)


@renders("birth", "death")
def life(element: Element, page: Rendering) -> Nodes:
    """A date of birth or death, with a word before it that is not the text's."""
    return [
        page.label(_LABELS[local_name(element)]),
        *page.phrase(element, local_name(element)),
    ]


@renders(
    *"occupation sex gender residence education faith nationality state geo floruit age".split(),
    *"trait population climate terrain langKnowledge langKnown socecStatus".split(),
)
def state(element: Element, page: Rendering) -> Nodes:
    """A statement on a person or place, in its words."""
    return page.phrase(element, local_name(element))
