"""`tei:map`: the places of the registers on maps drawn from a packaged outline, and as a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from edition.drawings.maps import (
    Inset,
    MapDrawing,
    MapPlace,
    Marker,
    crowded,
    legend_drawing,
    map_drawing,
    markers,
)
from edition.drawings.outlines import Point
from edition.drawings.sheets import Window, around
from edition.reading.entries import RegisterEntry
from edition.sphinx_ext.outlines import land
from edition.sphinx_ext.views.counting import counted
from edition.sphinx_ext.views.drawn import drawn, figure, unnamed
from edition.sphinx_ext.views.markup import Content, Tag, tag
from edition.sphinx_ext.views.view import Showing, View

_FRAME = re.compile(r"(?P<title>\D*?)" + r"\s+(-?\d+(?:\.\d+)?)" * 4)
_OVERVIEW = "All places"
_EXPLAINED = (
    "The area of a circle shows how often the texts name the place, together with the places"
    " that lie in it or within 15 kilometres. Land and water are those of Natural Earth (public"
    " domain). No borders are drawn: those of today would mislead about other times."
    " The projections keep areas true; the thin lines are meridians and parallels."
)


def shown(showing: Showing) -> list[Tag]:
    """The maps, where HTML is written; the list of all places that the texts name."""
    known = [one for one in showing.domain.entries() if one.sort == "place"]
    mentions = {one.id: len(showing.domain.mentions_of(one.id)) for one in known}
    places = [one for one in known if mentions[one.id]]
    placed = [_place(showing, one, mentions[one.id]) for one in places if one.coordinates]
    if not placed:
        return []
    circles = markers(placed)
    lost = [one for one in places if not one.coordinates]
    maps = _maps(showing, circles) if showing.is_html else []
    return [*maps, _list(circles), *_without_position(showing, lost, mentions)]


def _place(showing: Showing, entry: RegisterEntry, mentions: int) -> MapPlace:
    latitude, longitude = entry.coordinates or (0.0, 0.0)
    docname = showing.domain.page_of(entry.id)
    address = showing.address(docname, entry.id) if docname else ""
    return MapPlace(entry.name, Point(longitude, latitude), mentions, address)


def _maps(showing: Showing, circles: Sequence[Marker]) -> list[Tag]:
    outline = land()
    whole = around([circle.place.point for circle in circles])
    given = showing.options.get("frames", "")
    parts = _frames(given) if given else [("", window) for window in crowded(whole, circles)]
    insets = [Inset(ascii_uppercase[at % 26], window) for at, (_, window) in enumerate(parts)]
    overview = map_drawing(_OVERVIEW, whole, circles, outline, insets)
    told = f"{_counted_places(circles)} in all."
    if insets:
        told += " What lies inside the dashed lines is drawn larger below."
    made = [figure("map", _OVERVIEW, overview.svg, told + _unnamed(overview))]
    for (title, window), inset in zip(parts, insets, strict=True):
        heading = f"{inset.sign}. {title}" if title else f"Part {inset.sign}"
        drawing = map_drawing(heading, window, circles, outline)
        told = f"{heading}: {_counted_places(drawing.markers)}."
        made.append(figure("map", heading, drawing.svg, told + _unnamed(drawing)))
    legend = tag("p", drawn(legend_drawing(circles[0].mentions)), " mentions", class_="legend")
    return [*made, legend, tag("p", _EXPLAINED, class_="drawing-explained")]


def _counted_places(circles: Sequence[Marker]) -> str:
    return counted(sum(1 + len(circle.near) for circle in circles), "place")


def _unnamed(drawing: MapDrawing) -> str:
    return unnamed([marker.place.name for marker in drawing.unnamed])


def _list(circles: Sequence[Marker]) -> Tag:
    items = [tag("li", *_told(circle)) for circle in circles]
    heading = tag("h2", "The places by mentions")
    return tag("section", heading, tag("ul", items, class_="places"), id="places")


def _told(circle: Marker) -> list[Content]:
    parts = _counted(circle.place)
    if circle.near:
        parts.append("; in it or near it: ")
    for index, place in enumerate(circle.near):
        parts += [", "] if index else []
        parts += _counted(place)
    return parts


def _counted(place: MapPlace) -> list[Content]:
    name = tag("a", place.name, href=place.address) if place.address else place.name
    return [name, f" {counted(place.mentions, 'mention')}"]


def _without_position(
    showing: Showing, places: Sequence[RegisterEntry], mentions: Mapping[str, int]
) -> list[Tag]:
    """Countries, rivers and what else has no point on a map."""
    if not places:
        return []
    ranked = sorted(places, key=lambda one: (-mentions[one.id], one.name, one.id))
    items = [
        tag("li", showing.entry_link(one.id), f" {counted(mentions[one.id], 'mention')}")
        for one in ranked
    ]
    heading = tag("h2", "Places without a point on the map")
    said = tag("p", "Countries, regions, rivers, and places whose position is not recorded.")
    section = tag("section", heading, said, tag("ul", items, class_="places"), id="no-position")
    return [section]


def _frames(given: str) -> list[tuple[str, Window]]:
    """The frames of the option: each `title west south east north`, with `;` between them."""
    found = []
    for frame in given.split(";"):
        match = _FRAME.fullmatch(frame.strip())
        if match is None:
            raise ValueError(f"“{frame.strip()}”: write a title, then west south east north")
        window = Window(*(float(number) for number in match.groups()[1:]))
        if not (window.west < window.east and -85 <= window.south < window.north <= 85):
            raise ValueError(f"“{frame.strip()}”: west must be less than east, south than north")
        found.append((match["title"].strip(), window))
    return found


def frames(given: str) -> str:
    """The option as it was given. Raises ValueError where it names no frame."""
    _frames(given)
    return given


VIEW = View(
    name="map",
    shown=shown,
    empty="No place that the texts name has coordinates yet.",
    options={"frames": frames},
)
