"""Plays: cast lists, speeches, stage directions (TEI Guidelines, 7)."""

from __future__ import annotations

from edition.sphinx_ext.rendering.renderer import Nodes, renders
from edition.sphinx_ext.rendering.rendering import Rendering
from edition.tei import Element, local_name


@renders("sp")
def speech(element: Element, page: Rendering) -> Nodes:
    """A speech: its speaker above or before what is said."""
    return page.block(element, "speech")


@renders("speaker")
def speaker(element: Element, page: Rendering) -> Nodes:
    """The name of the speaker, as the source has it."""
    return page.passage(element, "speaker")


@renders("stage", "move", "sound", "view", "camera", "tech")
def stage_direction(element: Element, page: Rendering) -> Nodes:
    """A stage direction, by itself or within what is said."""
    return page.either(element, "stage")


@renders("castList", "castGroup", "set", "prologue", "epilogue", "performance", "spGrp")
def part_of_play(element: Element, page: Rendering) -> Nodes:
    """A part of a play that holds others, such as the list of its persons."""
    return page.block(element, _CLASSES.get(local_name(element), local_name(element)))


_CLASSES = {"castList": "cast-list", "castGroup": "cast-group", "spGrp": "speeches"}


@renders("castItem")
def cast_item(element: Element, page: Rendering) -> Nodes:
    """A line of the list of persons."""
    return page.passage(element, "cast-item")


@renders("role", "roleDesc", "actor")
def role(element: Element, page: Rendering) -> Nodes:
    """A person of the play; in a group by itself a line of its own."""
    parent = element.getparent()
    name = "role" if local_name(element) == "role" else "role-description"
    if parent is not None and local_name(parent) == "castGroup":
        return page.passage(element, name)
    return page.phrase(element, name)
