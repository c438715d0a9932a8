"""Line and column of each start tag of a document."""

from __future__ import annotations

import pyexpat
from array import array
from collections.abc import Callable

from edition.relaxng.feeding import NO_LIMIT, Document, Feeder, new_parser


def start_tag_places(document: Document) -> array[int]:
    """Line and column, from 1, of each start tag of a well-formed document: two numbers each."""
    places = array("I")
    parser = new_parser()
    parser.ordered_attributes = True
    parser.StartElementHandler = recorder(parser, places)
    Feeder(parser, document).feed(NO_LIMIT)
    return places


def recorder(parser: pyexpat.XMLParserType, places: array[int]) -> Callable[[str, object], None]:
    """A handler of start tags that adds the place of each."""
    append = places.append

    def record(name: str, attributes: object) -> None:
        append(parser.CurrentLineNumber)
        append(parser.CurrentColumnNumber + 1)

    return record
