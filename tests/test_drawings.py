"""The drawings: maps, timelines, networks and bars, from facts to SVG and onto their pages."""

from __future__ import annotations

import random
import re
from io import StringIO
from itertools import combinations, pairwise
from math import cos, hypot, isclose, radians
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from edition.drawings.bars import Bars, bar_drawing, bars_drawing
from edition.drawings.labels import Box, Spot, placed
from edition.drawings.layouts import layout
from edition.drawings.maps import (
    Inset,
    MapPlace,
    Marker,
    crowded,
    distance,
    legend_drawing,
    map_drawing,
    markers,
    radius,
)
from edition.drawings.networks import Named, network_drawing, ties
from edition.drawings.outlines import Outline, Point, decoded_ring, encoded_ring, read_outline
from edition.drawings.projections import equal_earth, lambert_azimuthal
from edition.drawings.sheets import Window, around, cut, fitted
from edition.drawings.svg import Element, number, per_cent, serialised
from edition.drawings.timelines import scale, strip_drawing
from edition.sphinx_ext import outlines
from edition.sphinx_ext.outlines import land

GOLDEN = Path(__file__).parent / "golden" / "drawings"
ISLAND: Outline = ((Point(0, 40), Point(20, 40), Point(20, 55), Point(0, 55)),)
PLACES = [
    MapPlace("Harbour", Point(2, 45), 30, "places.html#harbour"),
    MapPlace("Custom House", Point(2.01, 45.01), 3, "places.html#custom-house"),
    MapPlace("Mill", Point(15, 50), 4, "places.html#mill"),
    MapPlace("Lighthouse", Point(16, 50.2), 1, ""),
]
PERSONS = [
    Named("ada", "Ada Quill", 9, "persons.html#ada"),
    Named("ben", "Ben Vane", 4, "persons.html#ben"),
    Named("cy", "Cy Oar", 4, "persons.html#cy"),
    Named("dot", "Dot Reed", 2, ""),
]
NAMED_TOGETHER = [
    ("A.p1", ["ada", "ben"]),
    ("A.p2", ["ben", "ada", "cy"]),
    ("A.p3", ["cy", "ada"]),
    ("B.p1", ["ada", "cy"]),
    ("B.p2", ["dot"]),
    ("B.p3", ["dot", "cy"]),
]

ENOUGH = settings(max_examples=60, deadline=None)
longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-75, 75, allow_nan=False)
points = st.builds(Point, longitudes, latitudes)


def names(element: Element) -> list[str]:
    return [text.text or "" for text in element.iter("{*}text")]


def golden(name: str, svg: Element, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    written = serialised(svg).replace("><", ">\n<") + "\n"
    if request.config.getoption("--regen"):
        path.write_text(written, encoding="utf-8")
    assert written == path.read_text(encoding="utf-8")


def island_map() -> Element:
    window = Window(-5, 35, 25, 60)
    insets = [Inset("A", Window(14, 49, 18, 52))]
    return map_drawing("An island", window, markers(PLACES), ISLAND, insets).svg


# The small drawings, as they are written.


def test_map_is_as_recorded(request: pytest.FixtureRequest) -> None:
    golden("map.svg", island_map(), request)


def test_legend_is_as_recorded(request: pytest.FixtureRequest) -> None:
    golden("legend.svg", legend_drawing(33), request)


def test_network_is_as_recorded(request: pytest.FixtureRequest) -> None:
    golden("network.svg", network_drawing("A crew", PERSONS, ties(NAMED_TOGETHER)).svg, request)


def test_strip_is_as_recorded(request: pytest.FixtureRequest) -> None:
    counts = {1901: 2, 1905: 5, 1930: 1}
    on = scale([[1901, 1901, *[1905] * 5, 1930]])
    assert on is not None
    golden("strip.svg", strip_drawing("A log: 8 dates by year", counts, on), request)


def test_bar_is_as_recorded(request: pytest.FixtureRequest) -> None:
    golden("bar.svg", bar_drawing(3, 12), request)


def test_bars_have_their_numbers_in_words_and_one_scale() -> None:
    rows = [Bars("misspelling, 6", [4, 2], ["4", "2"]), Bars("name, 8", [0, 8], ["–", "8"])]
    svg = bars_drawing("Counts. See the table.", ["A", "B"], rows)
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Counts. See the table.")
    written = [one.text for one in svg.iter("{*}text")]
    assert written == ["A", "B", "misspelling, 6", "4", "2", "name, 8", "–", "8"]
    widths = [float(str(one.get("width")).rstrip("%")) for one in svg.iter("{*}rect")]
    assert widths == pytest.approx([15.5, 7.75, 31])
    assert {one.get("fill") for one in svg.iter("{*}rect")} == {"currentColor"}


def test_columns_without_names_take_no_room() -> None:
    rows = [Bars("A", [8.6], ["8.6"])]
    named, bare = (bars_drawing("Rates", [name], rows) for name in ("rate", ""))
    assert float(str(named.get("height"))) > float(str(bare.get("height")))
    assert [one.text for one in bare.iter("{*}text")] == ["A", "8.6"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_facts_changes_no_byte(seed: int) -> None:
    shuffled = random.Random(seed)
    places, persons = PLACES[:], PERSONS[:]
    shuffled.shuffle(places)
    shuffled.shuffle(persons)
    assert markers(places) == markers(PLACES)
    ordered = network_drawing("A crew", PERSONS, ties(NAMED_TOGETHER)).svg
    assert serialised(network_drawing("A crew", persons, ties(NAMED_TOGETHER)).svg) == serialised(
        ordered
    )


def test_drawings_need_no_style_and_no_script() -> None:
    drawn = serialised(island_map()) + serialised(
        network_drawing("A crew", PERSONS, ties(NAMED_TOGETHER)).svg
    )
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|\sid=", drawn)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn)) == {"currentColor", "none"}


# The globe.


def test_lambert_is_true_to_its_centre_and_its_edge() -> None:
    project = lambert_azimuthal(Point(30, 50))
    assert project(Point(30, 50)) == pytest.approx((0, 0))
    assert hypot(*lambert_azimuthal(Point(0, 0))(Point(90, 0))) == pytest.approx(2**0.5)


def test_equal_earth_has_the_proportions_of_its_authors() -> None:
    project = equal_earth(0)
    across, up = project(Point(180, 0))[0], project(Point(0, 90))[1]
    assert across / up == pytest.approx(2.05458, abs=1e-5)  # stated in the paper


@ENOUGH
@given(st.builds(Point, st.floats(-60, 60), st.floats(-60, 60)))
def test_both_projections_keep_areas(corner: Point) -> None:
    size = 0.01
    globe = radians(size) ** 2 * cos(radians(corner.latitude))
    for project in (lambert_azimuthal(Point(10, 20)), equal_earth(10)):
        (x, y), (east_x, east_y) = project(corner), project(Point(corner[0] + size, corner[1]))
        north_x, north_y = project(Point(corner[0], corner[1] + size))
        area = abs((east_x - x) * (north_y - y) - (north_x - x) * (east_y - y))
        assert isclose(area, globe, rel_tol=2e-3)


def test_distance_of_two_towns_one_degree_apart_on_a_meridian() -> None:
    assert distance(Point(5, 50), Point(5, 51)) == pytest.approx(111.2, abs=0.1)


@ENOUGH
@given(st.lists(points, min_size=1, max_size=12))
def test_a_window_and_its_sheet_show_every_place(some: list[Point]) -> None:
    window = around(some)
    sheet = fitted(window, 720)
    for point in some:
        assert window.holds(point)
        assert sheet.shows(sheet.at(point))


def test_places_on_both_sides_of_the_date_line_lie_side_by_side() -> None:
    window = around([Point(178, -18), Point(-172, -14)])
    assert window.east - window.west < 20
    sheet = fitted(window, 720)
    assert sheet.at(Point(178, -18))[0] < sheet.at(Point(-172, -14))[0]


@ENOUGH
@given(
    st.tuples(longitudes, st.floats(-60, 50), st.floats(2, 200), st.floats(4, 30)).map(
        lambda n: Window(n[0], n[1], n[0] + n[2], n[1] + n[3])
    )
)
def test_land_stays_on_the_sheet(window: Window) -> None:
    sheet = fitted(window, 300)
    for ring in sheet.land(ISLAND):
        for x, y in ring:
            assert -0.01 <= x <= sheet.width + 0.01
            assert -0.01 <= y <= sheet.height + 0.01


def test_a_ring_is_cut_at_a_line() -> None:
    square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)]
    assert sorted(cut(square, 0, 3, -1)) == [(0.0, 0.0), (0.0, 4.0), (3, 0.0), (3, 4.0)]
    assert cut(square, 1, 9, 1) == []


# The outline of the land.


@ENOUGH
@given(st.lists(st.builds(Point, st.integers(-9000, 9000), st.integers(-4500, 4500)), min_size=1))
def test_a_ring_comes_back_as_it_was_written(steps: list[Point]) -> None:
    ring = [Point(x / 50, y / 50) for x, y in steps]
    different = [ring[0], *(b for a, b in pairwise(ring) if a != b)]
    assert list(decoded_ring(encoded_ring(ring))) == different


def test_the_header_of_an_outline_is_not_land() -> None:
    assert read_outline(f"# a header\n{encoded_ring(ISLAND[0])}\n") == ISLAND


def inside(outline: Outline, longitude: float, latitude: float) -> bool:
    crossings = 0
    for ring in outline:
        for turn in (-360, 0, 360):
            for a, b in pairwise([*ring, ring[0]]):
                if (a.latitude > latitude) != (b.latitude > latitude):
                    share = (latitude - a.latitude) / (b.latitude - a.latitude)
                    crossings += (
                        a.longitude + turn + share * (b.longitude - a.longitude) < longitude
                    )
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_land"),
    [
        (37.6, 55.75, True),  # Moscow
        (2.35, 48.86, True),  # Paris
        (-99.1, 19.4, True),  # Mexico City
        (104.3, 52.3, True),  # Irkutsk
        (178.0, 67.0, True),  # Chukotka, beyond the Urals and before the date line
        (0.0, -85.0, True),  # Antarctica
        (-30.0, 45.0, False),  # the Atlantic
        (34.0, 43.2, False),  # the Black Sea
        (51.0, 42.0, False),  # the Caspian Sea, a hole in the land
        (-170.0, 0.0, False),  # the Pacific
    ],
)
def test_land_and_water_are_where_they_are(
    longitude: float, latitude: float, is_land: bool
) -> None:
    assert inside(land(), longitude, latitude) == is_land


def test_the_packaged_outline_is_small_and_says_where_it_is_from() -> None:
    file = Path(outlines.__file__).parent / "land.txt"
    assert file.stat().st_size < 60_000
    header = "".join(line for line in file.read_text("ascii").splitlines(True) if line[0] == "#")
    assert "Natural Earth" in header
    assert "public domain" in header


# Circles and labels.


def test_a_house_is_drawn_with_its_town() -> None:
    harbour, mill, lighthouse = markers(PLACES)
    assert harbour == Marker(PLACES[0], (PLACES[1],))
    assert harbour.says == "Harbour, 33 mentions, with 1 place in or near it"
    assert (mill.mentions, lighthouse.says) == (4, "Lighthouse, 1 mention")


@ENOUGH
@given(
    st.lists(
        st.builds(MapPlace, st.sampled_from("ABC"), points, st.integers(1, 99), st.just("")),
        max_size=15,
    )
)
def test_no_place_is_lost_and_no_two_circles_are_of_one_town(places: list[MapPlace]) -> None:
    made = markers(places)
    held = [place for marker in made for place in (marker.place, *marker.near)]
    assert sorted(held) == sorted(places)
    for one, other in combinations(made, 2):
        assert distance(one.place.point, other.place.point) > 15


def test_twice_the_area_is_twice_the_mentions() -> None:
    assert radius(50, 100) ** 2 * 2 == pytest.approx(radius(100, 100) ** 2)
    assert radius(1, 10**6) > 2  # still to be seen


def test_a_map_links_each_place_and_names_it_aloud() -> None:
    svg = map_drawing("An island", Window(-5, 35, 25, 60), markers(PLACES), ISLAND).svg
    links = {a.get("href"): a.get("aria-label") for a in svg.iter("{*}a")}
    assert links == {
        "places.html#harbour": "Harbour, 33 mentions, with 1 place in or near it",
        "places.html#mill": "Mill, 4 mentions",
    }
    assert {"Harbour", "Mill", "Lighthouse"} <= set(names(svg))


def test_what_an_inset_shows_is_only_a_dot_on_the_overview() -> None:
    assert names(island_map()) == ["A", "Harbour"]


def test_a_crowd_becomes_an_inset_and_a_map_that_is_all_crowd_does_not() -> None:
    crowd = [MapPlace(f"P{n}", Point(10 + n, 50 + n % 2), 1, "") for n in range(6)]
    far = MapPlace("Far", Point(150, 0), 1, "")
    shown = markers([*crowd, far])
    [window] = crowded(around([one.place.point for one in shown]), shown)
    assert all(window.holds(place.point) for place in crowd)
    assert not window.holds(far.point)
    assert crowded(around([place.point for place in crowd]), markers(crowd)) == []


spots = st.lists(
    st.builds(
        Spot,
        st.floats(10, 390),
        st.floats(10, 290),
        st.floats(2, 20),
        st.text("Wil lm", min_size=1, max_size=14),
    ),
    max_size=25,
)


@ENOUGH
@given(spots)
def test_labels_cover_neither_each_other_nor_circles_nor_the_edge(some: list[Spot]) -> None:
    room = Box(0, 0, 400, 300)
    obstacle = Box(100, 100, 180, 160)
    labels = [label for label in placed(some, room, 12, [obstacle]) if label]
    for label in labels:
        assert label.box.within(room)
        assert not label.box.meets(obstacle)
        for spot in some:
            core = Box(spot.x - 1, spot.y - 1, spot.x + 1, spot.y + 1)
            assert not label.box.meets(core)
    for one, other in combinations(labels, 2):
        assert not one.box.meets(other.box)


def test_a_label_that_has_no_room_beside_its_circle_gets_a_leader() -> None:
    wall = Box(60, 20, 140, 80)
    [label] = placed([Spot(100, 50, 4, "Mill")], Box(0, 0, 200, 100), 12, [wall])
    assert label is not None
    assert label.leader
    assert not label.box.meets(wall)
    assert placed([Spot(100, 50, 4, "Mill")], Box(80, 40, 120, 60), 12) == [None]
    crowd = [Spot(100 + 9 * n, 50, 4, "Windmill") for n in range(5)]
    labels = placed(crowd, Box(0, 0, 240, 120), 12)
    assert all(labels)
    assert any(label.leader for label in labels if label)


# Networks.


def test_ties_are_counted_by_passage() -> None:
    assert [(tie.first, tie.second, tie.passages) for tie in ties(NAMED_TOGETHER)] == [
        ("ada", "cy", ("A.p2", "A.p3", "B.p1")),
        ("ada", "ben", ("A.p1", "A.p2")),
        ("ben", "cy", ("A.p2",)),
        ("cy", "dot", ("B.p3",)),
    ]


def test_who_is_joined_lies_closer_than_who_is_not() -> None:
    at = layout(["a", "b", "c", "d"], {("a", "b"): 9, ("b", "c"): 9, ("c", "d"): 9})

    def apart(one: str, other: str) -> float:
        return hypot(at[one][0] - at[other][0], at[one][1] - at[other][1])

    assert apart("a", "b") < apart("a", "c") < apart("a", "d")


@ENOUGH
@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=20))
def test_every_network_has_a_layout(pairs: list[tuple[str, str]]) -> None:
    strengths = {
        (min(pair), max(pair)): 1 + pairs.count(pair) for pair in pairs if pair[0] != pair[1]
    }
    nodes = sorted({node for pair in strengths for node in pair})
    at = layout(nodes, strengths)
    assert set(at) == set(nodes)
    for one, other in combinations(nodes, 2):
        assert hypot(at[one][0] - at[other][0], at[one][1] - at[other][1]) > 0.01


def test_nobody_without_ties_is_drawn() -> None:
    drawing = network_drawing("A crew", PERSONS, ties(NAMED_TOGETHER)[:2])
    assert sorted(names(drawing.svg)) == ["Ada Quill", "Ben Vane", "Cy Oar"]
    assert not network_drawing("Nobody", PERSONS, []).unnamed


# Timelines and numbers.


def test_scales_grow_with_the_years() -> None:
    one, many = scale([[1903], [1917, 1917]]), scale([[-400], [1950]])
    assert one is not None
    assert (one.first, one.after, one.step, one.most) == (1900, 1920, 1, 2)
    assert many is not None
    assert many.step == 100
    assert many.first <= -400 < 1950 < many.after
    assert scale([[], []]) is None


@ENOUGH
@given(st.lists(st.integers(-3000, 3000), min_size=1, max_size=40))
def test_every_date_is_in_a_bar_on_the_strip(years: list[int]) -> None:
    on = scale([years])
    assert on is not None
    counts = {year: years.count(year) for year in years}
    svg = strip_drawing("Dates", counts, on)
    for bar in svg.iter("{*}rect"):
        assert 0 <= float(bar.get("x", "").rstrip("%")) < 100
        assert 0 <= float(bar.get("y", "")) < float(bar.get("y", "")) + float(bar.get("height", ""))
    assert len(list(svg.iter("{*}rect"))) == len({year // on.step for year in years})


@pytest.mark.parametrize(
    ("value", "written"), [(-0.04, "0"), (0.0, "0"), (2.0, "2"), (1.26, "1.3"), (-7.5, "-7.5")]
)
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_shares_are_written_in_per_cent() -> None:
    assert [per_cent(share) for share in (0, 1 / 3, 1)] == ["0%", "33.33%", "100%"]


def test_every_drawing_is_well_formed() -> None:
    assert etree.fromstring(serialised(island_map())).tag.endswith("svg")


# The directives: a text, its registers, and the four views of it.

LOG = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="A">
<teiHeader><fileDesc><titleStmt><title>A log</title></titleStmt>
<publicationStmt><p>Written for a test.</p></publicationStmt>
<sourceDesc><p>None.</p></sourceDesc></fileDesc>
<profileDesc><calendarDesc><calendar xml:id="julian"><p>Julian</p></calendar></calendarDesc>
</profileDesc></teiHeader>
<standOff>
<listPerson><person xml:id="ada"><persName>Ada Quill</persName></person>
<person xml:id="ben"><persName>Ben Vane</persName></person>
<person xml:id="cy"><persName>Cy Oar</persName></person></listPerson>
<listPlace>
<place xml:id="harbour"><placeName>Harbour</placeName><location><geo>45 2</geo></location></place>
<place xml:id="mill"><placeName>Mill</placeName><location><geo>50 15</geo></location></place>
<place xml:id="sea"><placeName>Inner Sea</placeName></place></listPlace>
<listAnnotation type="reason"><note target="#A.d1">so the ship's papers</note></listAnnotation>
</standOff>
<text><body>
<p xml:id="A.p1" n="1"><persName ref="#ada">Ada</persName> and <persName ref="#ben">Ben</persName>
left <placeName ref="#harbour">the harbour</placeName> in <date when="1901">1901</date>.</p>
<p xml:id="A.p2" n="2"><persName ref="#ben">Ben</persName>, <persName ref="#ada">Ada</persName> and
<persName ref="#cy">Cy</persName> saw <placeName ref="#mill">the mill</placeName> on
<date xml:id="A.d1" when="1905-03-14" when-custom="1905-03-01" datingMethod="#julian">the first
of March</date>, after <date from="1902" to="1904">years</date> on <placeName ref="#sea">the
sea</placeName>; they
<choice xml:id="A.emendation.1"><sic>sadi</sic><corr cert="high">said</corr></choice> nothing.</p>
</body></text></TEI>
"""
PAGES = {
    "index.rst": "Log\n===\n\n.. toctree::\n   :glob:\n\n   *\n",
    "persons.rst": "Persons\n=======\n\n.. tei:register:: persons\n",
    "places.rst": "Places\n======\n\n.. tei:register:: places\n",
    "map.rst": "Map\n===\n\n.. tei:map::\n   :frames: Inland 10 48 20 52\n",
    "network.rst": "Network\n=======\n\n.. tei:network::\n   :without: cy\n",
    "timeline.rst": "Timeline\n========\n\n.. tei:timeline::\n",
    "plot.rst": "Plot\n====\n\n.. tei:plot:: mentions\n   :by: category\n   :across: text\n",
    "a.xml": LOG,
}


def built(folder: Path, builder: str, pages: dict[str, str]) -> tuple[Path, str]:
    """The folder of the product and the warnings of a Sphinx project of these files."""
    source, target, said = folder / "source", folder / builder, StringIO()
    source.mkdir(exist_ok=True)
    for name, text in pages.items():
        (source / name).write_text(text, encoding="utf-8")
    settings = {"extensions": ["edition.sphinx_ext"], "html_theme": "basic", "project": "Log"}
    with patch_docutils(), docutils_namespace():
        Sphinx(
            source, None, target, folder / "doctrees", builder, settings, status=None, warning=said
        ).build()
    return target, said.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target, said = built(tmp_path_factory.mktemp("log"), "html", PAGES)
    assert said == ""
    return target


def read(site: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((site / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_the_map_page_leads_to_the_register(site: Path) -> None:
    page = read(site, "map")
    overview, inland = page.select("figure.map svg")
    assert [a.get("href") for a in overview.select("a")] == ["places.html#harbour"]
    assert [a.get("href") for a in inland.select("a")] == ["places.html#mill"]
    assert "A. Inland: 1 place." in page.get_text()
    listed = [a.get("href") for a in page.select("ul.places a")]
    assert listed == ["places.html#harbour", "places.html#mill", "places.html#sea"]


def test_the_network_leaves_out_whom_it_is_told_to(site: Path) -> None:
    page = read(site, "network")
    [svg] = page.select("figure.network svg")
    assert {a.get("aria-label") for a in svg.select("a")} == {
        "Ada Quill, named in 2 passages",
        "Ben Vane, named in 2 passages",
    }
    [row] = page.select("#network-pairs-cy tbody tr")
    assert [a.get("href") for a in row.select("a")] == [
        "persons.html#ada",
        "persons.html#ben",
        "a.html#A.p1",
        "a.html#A.p2",
    ]
    assert "Left out: Cy Oar." in page.get_text()


def test_the_timeline_has_every_date_once_and_both_calendars(site: Path) -> None:
    page = read(site, "timeline")
    assert [date.get_text() for date in page.select("q.date-words")] == [
        "1901",
        "the first of March",
        "years",
    ]
    [march] = page.select("#year-1905 li")
    told = "A 2 the first of March: 14 March 1905 (Old Style 1 March)"
    assert march.get_text() == f"{told} Why: so the ship's papers"
    assert [a.get("href") for a in march.select("a")] == ["a.html#A.p2"]
    assert page.select("#periods li time, #periods li q")
    assert page.select('nav.years a[href="#year-1901"]')


def test_the_plot_says_its_numbers(site: Path) -> None:
    rows = [
        [cell.get_text() for cell in row.select("th, td")]
        for row in read(site, "plot").select("tbody tr")
    ]
    assert rows == [["person", "5", "5"], ["place", "3", "3"]]


def test_plain_products_have_the_lists_without_drawings(tmp_path: Path) -> None:
    target, said = built(tmp_path, "text", PAGES)
    assert said == ""
    places = (target / "map.txt").read_text(encoding="utf-8")
    assert "Harbour" in places
    assert "circle" not in places
    assert "14 March 1905" in (target / "timeline.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("frames", "told"),
    [("Inland 10 48 20", "write a title"), ("Inland 20 48 10 52", "west must be less than east")],
)
def test_a_wrong_frame_is_told(tmp_path: Path, frames: str, told: str) -> None:
    wrong = PAGES | {"map.rst": f"Map\n===\n\n.. tei:map::\n   :frames: {frames}\n"}
    assert told in built(tmp_path, "html", wrong)[1]
