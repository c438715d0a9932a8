"""Reading the specimen's site in a browser: readings, layers, notes, names, citing, lists, search.

Where a test has a parameter `script`, it runs with JavaScript and without.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Run, site_of
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from site_pages import Heard, none_of, reader, served
from sphinx_projects import project

from edition.corrections import proposals_in

# The words a reader sees in the text, without apparatus; what is `without` is passed over.
VISIBLE_WORDS = """
(article, without) => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches(".no-search, .mark, .headerlink")) return;
    if (without && node.matches(without)) return;
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility !== "visible") return;
    const isBlock = !style.display.startsWith("inline") || node.localName === "br";
    if (isBlock) found.push("\\n");
    node.childNodes.forEach(walk);
    if (isBlock) found.push("\\n");
  };
  walk(article);
  return found.join("").split(/\\s+/).filter(Boolean);
}
"""
COPIED = """
(passage) => {
  const range = document.createRange();
  range.selectNodeContents(passage);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
  const isLeft = passage.dispatchEvent(event);
  return isLeft ? null : [clipboardData.getData("text/plain"), clipboardData.getData("text/html")];
}
"""
TWOFOLD_EDITED = ":is(.emendation, .regularization, .supplied) > .edited"
MISSPELT = "A.emendation.404-409"
READINGS = {"edited": "edited", "source": "diplomatic"}
LAYERS = {
    "emendations": (".mark-emendation", f"#{MISSPELT}-mark"),
    "notes": (".mark-note", "#A.note.404-409-mark"),
    "dates": (".mark-date", "#A.date.206-221-entry-mark"),
}

with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "none"])


@pytest.fixture(scope="module")
def home(specimen_site: Path) -> Iterator[str]:
    with served(specimen_site) as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def read(browser: Browser, home: str) -> Iterator[Open]:
    """Open a page of the site as a new reader; nothing may be complained of meanwhile."""
    heard = Heard(home)
    contexts: list[Any] = []

    def opened(name: str, **options: object) -> Page:
        contexts.append(reader(browser, **options))  # type: ignore[arg-type]
        context: BrowserContext = contexts[-1].__enter__()
        page = heard.listen(context.new_page())
        page.set_default_timeout(10_000)
        page.goto(f"{home}/{name}")
        return page

    yield opened
    for one in contexts:
        one.__exit__(None, None, None)
    none_of(heard.faults)


def at(page: Page, identifier: str) -> Locator:
    """The element with an identifier, which may have full stops in it."""
    return page.locator(f'[id="{identifier}"]')


def words_of(page: Page, without: str = "") -> list[str]:
    found: list[str] = page.locator("main > article").evaluate(VISIBLE_WORDS, without)
    return found


def text_words(site: Path, siglum: str, reading: str) -> list[str]:
    """The words of a plain text that was written with the site."""
    path = site.parent / "tei" / f"{siglum}.{READINGS[reading]}.txt"
    return path.read_text("utf-8").split()


def spoken(page: Page, identifier: str) -> tuple[str, str]:
    """Role and name of an element as the browser tells them to a screen reader."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    selector = f'[id="{identifier}"]'
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    tree = session.send(
        "Accessibility.getPartialAXTree", {"nodeId": node["nodeId"], "fetchRelatives": False}
    )
    [found, *_] = tree["nodes"]
    return found["role"]["value"], found["name"]["value"]


# ---------------------------------------------------------------- readings


@with_and_without_script
@pytest.mark.parametrize("siglum", ["A", "B"])
def test_each_reading_shows_its_words(
    read: Open, specimen_site: Path, siglum: str, script: bool
) -> None:
    page = read(f"texts/{siglum}.html", script=script)
    for reading in ("edited", "source", "edited"):
        at(page, f"reading-{reading}").check()
        assert words_of(page) == text_words(specimen_site, siglum, reading), reading


@with_and_without_script
@pytest.mark.parametrize("siglum", ["A", "B"])
def test_both_together_show_the_words_of_both(
    read: Open, specimen_site: Path, siglum: str, script: bool
) -> None:
    page = read(f"texts/{siglum}.html", script=script)
    at(page, "reading-both").check()
    assert words_of(page, ".source") == text_words(specimen_site, siglum, "edited")
    assert words_of(page, TWOFOLD_EDITED) == text_words(specimen_site, siglum, "source")


def test_the_words_beside_each_other_are_told_apart(read: Open) -> None:
    page = read("texts/A.html?reading=both")
    emendation = page.locator(".emendation", has_text="wamed")
    source = emendation.locator(".source")
    assert "line-through" in source.evaluate("(one) => getComputedStyle(one).textDecorationLine")
    left, right = emendation.locator(".edited").bounding_box(), source.bounding_box()
    assert left is not None and right is not None
    assert right["x"] > left["x"] + left["width"]


def test_a_narrow_page_has_the_switches_in_a_panel(read: Open) -> None:
    for script in (True, False):
        page = read("texts/A.html", view="phone", script=script)
        source = at(page, "reading-source")
        expect(source).not_to_be_visible()
        page.get_by_role("button", name="View").press("Enter")
        expect(source).to_be_visible()
        source.check()
        page.keyboard.press("Escape")
        expect(source).not_to_be_visible()
        assert "wamed" in words_of(page)


# ---------------------------------------------------------------- layers


@with_and_without_script
@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_is_switched_off_and_on(read: Open, layer: str, script: bool) -> None:
    page = read("texts/A.html", script=script)
    marks, one = LAYERS[layer]
    others = [at(page, mark[1:]) for kind, mark in LAYERS.values() if kind != marks]
    switch = at(page, f"layer-{layer}")
    switch.check()
    expect(at(page, one[1:])).to_be_visible()
    before = [other.is_visible() for other in others]
    words = words_of(page)
    switch.uncheck()
    expect(page.locator(f"{marks} >> visible=true")).to_have_count(0)
    expect(page.locator(f".entry-{layer[:-1]} >> visible=true")).to_have_count(0)
    assert [other.is_visible() for other in others] == before
    assert words_of(page) == words


@with_and_without_script
def test_the_layer_of_names_is_switched_off(read: Open, script: bool) -> None:
    page = read("texts/A.html", script=script)
    name = at(page, "A.person.278-299")
    line = "(one) => getComputedStyle(one).textDecorationLine"
    assert name.evaluate(line) == "underline"
    at(page, "layer-names").uncheck()
    assert name.evaluate(line) == "none"
    if script:  # then it is no stop for the keyboard either
        assert name.evaluate("(one) => one.tabIndex") == -1


def state(page: Page) -> tuple[str, list[str]]:
    reading = page.locator("input[name=reading]:checked").get_attribute("value") or ""
    boxes = page.locator("input[name=layer]:checked").all()
    return reading, [box.get_attribute("value") or "" for box in boxes]


def test_the_page_comes_in_the_edited_reading(read: Open) -> None:
    page = read("texts/A.html")
    assert state(page) == ("edited", ["emendations", "notes", "names"])
    assert page.url.endswith("/texts/A.html")


def test_the_choice_is_remembered_and_in_the_address(read: Open, home: str) -> None:
    page = read("texts/A.html")
    at(page, "reading-both").check()
    at(page, "layer-notes").uncheck()
    chosen = ("both", ["emendations", "names"])
    assert page.url.endswith("/texts/A.html?reading=both&layers=emendations,names")
    page.reload()
    assert state(page) == chosen
    page.goto(f"{home}/texts/B.html")
    assert state(page) == chosen
    assert page.url.endswith("/texts/B.html?reading=both&layers=emendations,names")


def test_the_address_goes_before_what_is_remembered(read: Open, home: str) -> None:
    page = read("texts/A.html")
    at(page, "reading-both").check()
    page.goto(f"{home}/texts/A.html?reading=source&layers=dates#A.p2")
    assert state(page) == ("source", ["dates"])
    assert page.url.endswith("?reading=source&layers=dates#A.p2")


def test_an_address_chooses_the_reading(read: Open, specimen_site: Path) -> None:
    page = read("texts/A.html?reading=both")
    assert state(page) == ("both", ["emendations", "notes", "names"])
    page = read("texts/A.html?reading=source")
    assert words_of(page) == text_words(specimen_site, "A", "source")
    page = read("texts/A.html?reading=nonsense&layers=nonsense")
    assert words_of(page) == text_words(specimen_site, "A", "edited")


# ---------------------------------------------------------------- notes and marks


def tab_to(page: Page, identifier: str) -> None:
    """Press Tab from the passage's number on until an element has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == identifier:
            return
    pytest.fail(f"40 times Tab do not lead to {identifier}")


@pytest.mark.parametrize("view", ["phone", "desktop"])
def test_a_note_is_opened_by_keyboard_and_closed_again(read: Open, view: str) -> None:
    page = read("texts/A.html", view=view)
    note, mark = at(page, MISSPELT), at(page, f"{MISSPELT}-mark")
    at(page, "A.p1").locator(".passage-number").focus()
    tab_to(page, f"{MISSPELT}-mark")
    if view == "phone":
        expect(note).not_to_be_visible()
        expect(mark).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(note).to_be_visible()
    expect(note).to_be_focused()
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("The source has “wamed”.")
    if view == "phone":
        expect(mark).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(mark).to_be_focused()
    if view == "phone":
        expect(note).not_to_be_visible()


def test_a_note_leads_back_by_its_arrow(read: Open) -> None:
    page = read("texts/A.html", view="phone")
    at(page, f"{MISSPELT}-mark").press("Enter")
    back = at(page, MISSPELT).get_by_role("link", name="back to the text")
    back.press("Enter")
    expect(at(page, f"{MISSPELT}-mark")).to_be_focused()
    expect(at(page, MISSPELT)).not_to_be_visible()


def test_a_note_says_category_certainty_reason_and_who(read: Open) -> None:
    page = read("texts/A.html")
    at(page, f"{MISSPELT}-mark").press("Enter")
    note = at(page, MISSPELT)
    for words in (
        "The source has “wamed”.",
        "A word misspelt in scanning, keying or typesetting.",
        "High certainty.",
        "Decided from another source.",
        "Editor of the specimen.",
    ):
        expect(note.get_by_text(words)).to_be_visible()


@pytest.mark.parametrize("view", ["phone", "tablet"])
def test_without_script_a_mark_opens_its_note_below_the_line(read: Open, view: str) -> None:
    page = read("texts/A.html", view=view, script=False)
    note, mark = at(page, MISSPELT), at(page, f"{MISSPELT}-mark")
    expect(note).not_to_be_visible()
    mark.press("Enter")
    expect(note).to_be_visible()
    assert page.url.endswith(f"#{MISSPELT}")
    note.get_by_role("link", name="back to the text").click()
    expect(note).not_to_be_visible()
    expect(mark).to_be_in_viewport()


@with_and_without_script
def test_on_a_wide_page_notes_stand_beside_their_lines(read: Open, script: bool) -> None:
    page = read("texts/A.html", script=script)
    note, mark = at(page, MISSPELT), at(page, f"{MISSPELT}-mark")
    passage, aside, sign = (one.bounding_box() for one in (at(page, "A.p1"), note, mark))
    assert passage is not None and aside is not None and sign is not None
    assert aside["x"] > passage["x"] + passage["width"]
    assert abs(aside["y"] - sign["y"]) < 400  # a note above may push it down


SPOKEN = {
    MISSPELT: "edited from wamed, misspelling, editor’s correction, high certainty",
    "A.emendation.286-292": "edited from Os kar, split, editor’s correction, high certainty",
    "A.note.2419-2457": "editors’ note, fact, high certainty",
    "A.date.206-221-entry": "16 February 1903, in the Old Style 3 February 1903",
}


@pytest.mark.parametrize("identifier", SPOKEN)
def test_a_mark_is_spoken_as_what_it_is(read: Open, identifier: str) -> None:
    page = read("texts/A.html?layers=emendations,notes,names,dates")
    role, name = spoken(page, f"{identifier}-mark")
    assert role in {"doc-noteref", "DocNoteRef"}
    assert name == SPOKEN[identifier]


def test_whatever_has_the_focus_can_be_seen(read: Open) -> None:
    """Tab goes through the whole page, is caught nowhere, and every stop has a visible sign."""
    for view in ("phone", "desktop"):
        page = read("texts/B.html?layers=emendations,notes,names,dates", view=view)
        stops: list[str] = []
        for _ in range(400):
            page.keyboard.press("Tab")
            found = page.evaluate(
                """() => {
                  const one = document.activeElement;
                  if (one === document.body) return null;
                  const box = one.getBoundingClientRect();
                  const style = getComputedStyle(one);
                  const isSeen = box.width > 0 && box.height > 0 && style.outlineStyle !== "none";
                  return [one.outerHTML.slice(0, 100), isSeen];
                }"""
            )
            if found is None:
                break
            stops.append(found[0])
            assert found[1], f"{view}: {found[0]}"
        else:
            pytest.fail(f"{view}: Tab does not come to an end: {stops[-3:]}")
        assert any("mark-emendation" in stop for stop in stops)


def test_the_first_stop_leads_to_the_text(read: Open) -> None:
    page = read("texts/A.html")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(at(page, "content")).to_be_focused()


# ---------------------------------------------------------------- names, dates, passages


def test_a_name_says_who_it_is(read: Open) -> None:
    page = read("texts/A.html")
    name = at(page, "A.person.278-299")
    name.press("Enter")
    card = page.get_by_role("dialog", name="Captain Oskar Brandt")
    expect(card).to_be_visible()
    expect(card).to_be_focused()
    expect(card).to_contain_text("died 19 April 1903 (Old Style 6 April)")
    expect(card).to_contain_text("Keeper of the light; half blind")
    expect(card).to_contain_text("4 mentions on this page")
    expect(card.get_by_role("link", name="All mentions")).to_have_attribute(
        "href", re.compile(r"/registers/persons\.html#brandt-oskar$")
    )
    page.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    expect(name).to_be_focused()
    name.click()
    card.get_by_role("link", name="Captain Oskar Brandt").click()
    assert page.url.endswith("/registers/persons.html#brandt-oskar")


def test_a_name_inside_another_is_told_in_its_card(read: Open) -> None:
    page = read("texts/A.html")
    expect(at(page, "A.place.14-18").locator("xpath=self::span")).to_have_count(1)  # no link
    at(page, "A.work.0-26").press("Enter")
    card = page.get_by_role("dialog", name="The Winter at Varn Station")
    names = card.locator(".card-name")
    expect(names).to_have_text(["The Winter at Varn Station", "Varn"])
    expect(card.get_by_role("link", name="Varn", exact=True)).to_have_attribute(
        "href", "../registers/places.html#varn"
    )


def test_a_name_in_doubt_says_so(read: Open) -> None:
    page = read("texts/A.html")
    at(page, "A.organisation.1075-1099").click()
    expect(page.get_by_role("dialog")).to_contain_text("medium certainty")


def test_without_script_a_name_leads_to_the_list_on_its_page(read: Open) -> None:
    page = read("texts/A.html", script=False)
    at(page, "A.person.278-299").click()
    assert page.url.endswith("#named-brandt-oskar")
    expect(at(page, "named-brandt-oskar")).to_be_in_viewport()


@with_and_without_script
def test_a_date_has_both_calendars(read: Open, script: bool) -> None:
    page = read("texts/A.html", script=script)
    at(page, "layer-dates").check()
    date = at(page, "A.date.206-221")
    expect(date).to_have_attribute("datetime", "1903-02-16")
    shown = date.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert "16 February 1903" in shown or "data-shown" in shown
    expect(at(page, "A.date.206-221-entry-mark")).to_be_visible()
    note = at(page, "A.date.206-221-entry")
    expect(note).to_contain_text("16 February 1903 (New Style), 3 February 1903 (Old Style)")
    expect(note).to_be_visible()


@with_and_without_script
def test_a_passage_has_its_address(read: Open, script: bool) -> None:
    page = read("texts/A.html", script=script)
    number = page.get_by_role("link", name="Paragraph 15", exact=True)
    expect(number).to_have_attribute("href", "#A.p15")
    expect(at(page, "A.p15").locator(".passage-status")).to_have_text("3 readings")
    page = read("texts/A.html#A.p15", script=script)
    expect(at(page, "A.p15")).to_be_in_viewport()


UNNUMBERED = {
    "A.h2": "Heading 2",
    "A.byline1": "Byline 1",
    "A.caption1": "Caption 1",
    "A.dateline1": "Dateline 1",
    "A.salute1": "Salute 1",
}


@pytest.mark.parametrize("view", ["phone", "desktop"])
def test_what_has_no_number_has_its_address_too(read: Open, view: str) -> None:
    page = read("texts/A.html", view=view)
    for identifier, name in UNNUMBERED.items():
        sign = at(page, identifier).get_by_role("link", name=name, exact=True)
        expect(sign).to_be_visible()
        expect(sign).to_have_text("¶")
        expect(sign).to_have_attribute("href", f"#{identifier}")
        sign.press("Enter")
        card = page.get_by_role("dialog", name=name)
        expect(card.locator(".card-reference")).to_contain_text(name.lower())
        page.keyboard.press("Escape")
        expect(sign).to_be_focused()


def test_without_script_the_address_of_a_passage_leads_to_the_form(read: Open) -> None:
    page = read("texts/A.html", script=False, view="phone")
    ways = page.locator(".passage-ways")
    expect(ways).not_to_be_visible()
    at(page, "A.p2").locator(".passage-number").click()
    expect(ways).to_be_in_viewport()
    ways.get_by_role("link", name="propose a correction").click()
    expect(at(page, "propose-correction")).to_be_in_viewport()
    expect(ways).not_to_be_visible()
    page = read("texts/A.html#A.p2")
    expect(page.locator(".passage-ways")).not_to_be_visible()  # the number's card has them


def test_a_text_says_what_it_is(read: Open) -> None:
    page = read("texts/B.html", script=False)
    about = page.get_by_role("region", name="About this text")
    for words in ("Elin Marrow", "shortened copy", "168 words, 6 passages", "SHA-256"):
        expect(about).to_contain_text(words)
    files = about.get_by_role("link")
    expect(files.filter(has_text="TEI")).to_have_attribute("href", "../downloads/B.xml")
    expect(about.get_by_role("link", name="Begin reading")).to_have_count(0)  # it is all here


def both_read_out(page: Page, identifier: str) -> str:
    """What a screen reader is given of an element and all in it."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": f'[id="{identifier}"]'})[
        "nodeId"
    ]
    known = session.send("DOM.describeNode", {"nodeId": node})["node"]["backendNodeId"]
    tree = session.send("Accessibility.getFullAXTree")["nodes"]
    by_id = {one["nodeId"]: one for one in tree}
    start = next(one for one in tree if one.get("backendDOMNodeId") == known)
    return "".join(text_in(start, by_id))


def text_in(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[str]:
    if node.get("role", {}).get("value") == "StaticText":
        yield node["name"]["value"]
    for child in node.get("childIds", ()):
        if child in by_id:
            yield from text_in(by_id[child], by_id)


def test_the_source_beside_the_edited_reading_is_named_when_read_out(read: Open) -> None:
    page = read("texts/A.html")
    assert "source:" not in both_read_out(page, "A.p1")
    at(page, "reading-both").check()
    assert "warnedsource:wamed" in both_read_out(page, "A.p1")
    at(page, "reading-source").check()
    assert "source:" not in both_read_out(page, "A.p1")


def test_a_parallel_is_one_step_away(
    own_edition: Path, run: Run, tmp_path: Path, browser: Browser
) -> None:
    assert run("parallels", "propose", "--edition", own_edition).exit_code == 0
    decisions = own_edition / "parallels.jsonl"
    decisions.write_text(decisions.read_text("utf-8").replace("proposed", "confirmed"), "utf-8")
    with served(site_of(own_edition, tmp_path / "build")) as home:
        for script in (True, False):
            with reader(browser, script=script) as context:
                page = context.new_page()
                page.goto(f"{home}/texts/A.html")
                parallel = page.locator(".parallel details").first
                passage = parallel.get_by_role("link").first
                summary = re.compile("^Also in B, paragraph 1, in part: [0-9]+ differences$")
                expect(parallel.locator("summary")).to_have_text(summary)
                expect(passage).not_to_be_visible()
                parallel.locator("summary").press("Enter")
                expect(passage).to_be_visible()
                for mark, said in (("del", "[here: "), ("ins", "[there: ")):
                    one = parallel.locator(f".parallel-words {mark}").first
                    expect(one).to_be_visible()
                    assert (one.text_content() or "").startswith(said)
                parallel.get_by_role("link").last.click()
                assert "/parallels.html#" in page.url
                expect(page.locator(":target")).to_be_in_viewport()
                expect(page.locator(":target .variant").first).to_be_visible()


# ---------------------------------------------------------------- the signs of passages


def test_a_heading_begins_with_its_words(read: Open) -> None:
    page = read("texts/A.html")
    heading = page.locator("article :is(h1, h2, h3).passage").first
    sign = heading.locator(".passage-number")
    assert not (heading.inner_text()).startswith("¶")
    name = sign.get_attribute("aria-label") or ""
    assert name.startswith("Heading ")
    first = " ".join((heading.text_content() or "").split()[:2])
    starting = re.compile(f"^{re.escape(first)}.*{name}")
    expect(heading).to_have_accessible_name(starting)
    at_sign, at_words = sign.bounding_box(), heading.bounding_box()
    assert at_sign and at_words
    assert at_sign["x"] + at_sign["width"] <= at_words["x"]  # it stands in the margin
    assert at_words["y"] - 2 <= at_sign["y"] <= at_words["y"] + at_words["height"]


def test_signs_of_passages_show_on_phones_when_they_are_reached(read: Open) -> None:
    page = read("texts/A.html", view="phone")
    assert page.locator("article :is(h1, h2, h3) .unnumbered").first.evaluate(WIDTH) > 10
    signs = page.locator("article .passage:not(h1, h2, h3) > .unnumbered")
    assert signs.count() > 2
    assert signs.evaluate_all(WIDTHS) == [1] * signs.count()
    signs.first.locator("a").focus()
    assert signs.first.evaluate(WIDTH) > 10
    page.goto(page.url + (signs.nth(1).locator("a").get_attribute("href") or ""))
    assert signs.nth(1).evaluate(WIDTH) > 10


WIDTH = "(one) => one.getBoundingClientRect().width"
WIDTHS = "(every) => every.map((one) => one.getBoundingClientRect().width)"


# ---------------------------------------------------------------- copying and citing


def test_a_copied_passage_brings_its_reference(read: Open, home: str) -> None:
    page = read("texts/A.html")
    passage = at(page, "A.p1")
    digest = passage.get_attribute("data-digest")
    plain, marked_up = passage.evaluate(COPIED)
    text, reference, *remarks = plain.split("\n\n")
    assert text.startswith("I came to Varn on 3 February 1903, by the old reckoning")
    assert text.endswith("and I think she has not stopped since.")
    assert "Captain Oskar Brandt. The lighthouse" in text
    for words in ("Elin Marrow", "The Winter at Varn Station", "paragraph 1", "version 1.0"):
        assert words.replace("Elin Marrow", "Marrow") in reference
    assert f"{home}/texts/A.html?cited=1.0-{digest}#A.p1" in reference
    assert "The edition has “warned” for “wamed” of its source." in remarks
    assert "warned" in marked_up and reference.split(" ")[0] in marked_up
    assert 'id="' not in marked_up and "<script" not in marked_up


def test_what_is_copied_is_the_reading_that_is_shown(read: Open) -> None:
    page = read("texts/A.html?reading=source")
    plain, _ = at(page, "A.p1").evaluate(COPIED)
    assert "wamed me" in plain.split("\n\n")[0]
    page = read("texts/A.html?reading=both")
    plain, _ = at(page, "A.p1").evaluate(COPIED)
    assert "warned [wamed] me" in plain.split("\n\n")[0]


COPIED_WORDS = """
([first, last]) => {
  const range = document.createRange();
  const inside = (words) => {
    const walk = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const at = walk.currentNode.data.indexOf(words);
      if (at >= 0 && !walk.currentNode.parentElement.closest("[hidden], .no-search")) {
        return [walk.currentNode, at];
      }
    }
  };
  range.setStart(...inside(first));
  const [node, at] = inside(last);
  range.setEnd(node, at + last.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
  return document.querySelector("article").dispatchEvent(event)
    ? null : clipboardData.getData("text/plain");
}
"""


def test_a_few_words_are_copied_as_they_are(read: Open) -> None:
    page = read("texts/A.html")
    assert at(page, "A.p8").evaluate(COPIED) is None
    assert page.evaluate(COPIED_WORDS, ["I came to", "I came to"]) is None


def test_one_emended_word_brings_its_remark(read: Open) -> None:
    page = read("texts/A.html")
    text, _, *remarks = page.evaluate(COPIED_WORDS, ["warned", "warned"]).split("\n\n")
    assert text == "warned"
    assert remarks == ["The edition has “warned” for “wamed” of its source."]


def test_a_copy_across_paragraphs_names_first_and_last(read: Open) -> None:
    page = read("texts/A.html")
    *_, notice = page.evaluate(COPIED_WORDS, ["I came to", "The captain"]).split("The captain")
    reference = notice.strip().partition("\n")[0]
    assert ", paragraphs 1–2." in reference
    assert "#A.p1" in reference
    copied = page.evaluate(COPIED_WORDS, ["By ", "I came to"])
    assert "byline 1 to paragraph 1" in copied


def correction_form(page: Page, identifier: str) -> Locator:
    at(page, identifier).locator(".passage-number").first.click()
    card = page.get_by_role("dialog")
    card.locator("summary").click()
    return card


FAULTS = {
    "words that are not here": "do not stand in this passage",
    "the": "times. Quote more words",
    "": "Quote the words",
}


@pytest.mark.parametrize("quote", FAULTS)
def test_a_correction_that_would_be_refused_is_said_at_once(read: Open, quote: str) -> None:
    page = read("texts/A.html", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('as before')")
    card = correction_form(page, "A.p1")
    card.get_by_label("The text has").press_sequentially(quote)
    if quote:
        expect(card.locator(".card-fault")).to_contain_text(FAULTS[quote])
    card.get_by_label("It should be").fill("otherwise")
    card.get_by_role("button", name="Copy it").click()
    expect(card.locator(".card-fault")).to_contain_text(FAULTS[quote])
    assert page.evaluate("navigator.clipboard.readText()") == "as before"


def test_a_correction_that_fits_names_its_reader(read: Open) -> None:
    page = read("texts/A.html", permissions=["clipboard-read", "clipboard-write"])
    card = correction_form(page, "A.p1")
    card.get_by_label("The text has").fill("by the old reckoning")
    card.get_by_label("It should be").fill("by the new reckoning")
    card.get_by_label("Your name").fill("Ada")
    expect(card.locator(".card-fault")).to_have_text("")
    card.get_by_role("button", name="Copy it").click()
    expect(card).to_contain_text("Copied.")
    [sent] = proposals_in(page.evaluate("navigator.clipboard.readText()"), "clipboard")
    assert (sent.proposal.reader, sent.proposal.quote) == ("Ada", "by the old reckoning")
    assert sent.proposal.offset is not None


def test_the_card_of_a_passage_shows_the_reference(read: Open) -> None:
    page = read("texts/A.html")
    at(page, "A.p1").locator(".passage-number").click()
    shown = page.locator(".card-reference")
    expect(shown).to_contain_text("Marrow, Elin. “The Winter at Varn Station")
    expect(shown).to_contain_text("paragraph 1")
    page.get_by_role("combobox", name="Style").select_option("BibTeX")
    expect(shown).to_contain_text("@")


def address_of(page: Page, identifier: str) -> str:
    """The address that the card of a passage puts into the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    at(page, identifier).locator(".passage-number").click()
    page.get_by_role("button", name="Copy address").click()
    expect(page.get_by_role("dialog")).to_contain_text("Copied.")
    page.keyboard.press("Escape")
    found: str = page.evaluate("navigator.clipboard.readText()")
    return found


def test_a_citation_is_answered_by_the_next_version(
    own_edition: Path, run: Run, tmp_path: Path, browser: Browser
) -> None:
    assert run("release", "--edition", own_edition).exit_code == 0
    site = site_of(own_edition, tmp_path / "build")
    with served(site) as home, reader(browser) as context:
        page = context.new_page()
        page.goto(f"{home}/texts/A.html")
        cited = {name: address_of(page, name) for name in ("A.p1", "A.p2")}
        page.goto(cited["A.p1"])
        assert answer(page) == "You see the passage as cited: version 1.0."
    change(own_edition / "witnesses/A/emendations.jsonl", '"warned"', '"warned off"')
    change(own_edition / "edition.toml", 'version = "1.0"', 'version = "1.1"')
    assert site_of(own_edition, tmp_path / "build") == site
    digest = cited["A.p2"].partition("cited=1.0-")[2].partition("#")[0]
    other = cited["A.p2"].replace(digest, "00000000")
    answers = {
        cited["A.p1"]: "Changed since version 1.0. What is new is marked.",
        cited["A.p2"]: "Unchanged since version 1.0",
        other: "the address states another wording",
        other.replace("=1.0-", "=0.1-"): "no record of a version 0.1",
    }
    with served(site) as now, reader(browser) as context:
        for address, expected in answers.items():
            page = context.new_page()
            page.goto(address.replace(home, now))
            assert expected in answer(page)
            words = ["off"] if "Changed" in expected else []
            assert page.locator("ins").all_inner_texts() == words


def answer(page: Page) -> str:
    """What the page says to the address by which it was opened."""
    box = at(page, "cited")
    expect(box).to_be_visible()
    expect(box).to_have_role("status")
    return " ".join(box.inner_text().split())


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


# ---------------------------------------------------------------- registers, ledger


def test_a_register_is_narrowed_down_by_a_form_of_a_name(read: Open) -> None:
    page = read("registers/persons.html")
    entries = page.locator(".register-entry >> visible=true")
    expect(entries).to_have_count(4)
    field = page.get_by_role("searchbox", name="Find in 4 persons")
    field.focus()
    page.keyboard.type("aagda")
    expect(entries).to_have_count(1)
    expect(entries).to_have_id("agda")
    expect(page.get_by_role("heading", level=2).locator("visible=true")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 4")
    field.fill("")
    expect(entries).to_have_count(4)


def test_a_filter_does_not_hide_what_an_address_points_at(read: Open) -> None:
    page = read("registers/persons.html")
    page.get_by_role("searchbox", name="Find in 4 persons").fill("aagda")
    page.evaluate("location.hash = 'marrow-elin'")
    expect(at(page, "marrow-elin")).to_be_visible()


def test_without_script_lists_are_whole_and_have_no_dead_controls(read: Open) -> None:
    page = read("registers/persons.html", script=False)
    expect(page.locator(".register-entry >> visible=true")).to_have_count(4)
    page.goto(page.url.replace("registers/persons", "emendations"))
    assert page.locator("#ledger-table tbody tr >> visible=true").count() > 10
    expect(page.locator("[data-filters] >> visible=true")).to_have_count(0)
    expect(page.locator("#ledger-table th button")).to_have_count(0)


def column(page: Page, name: str) -> list[str]:
    heads = page.locator("#ledger-table thead th").all_inner_texts()
    number = [head.strip() for head in heads].index(name) + 1
    cells = page.locator("#ledger-table tbody tr >> visible=true").locator(
        f":scope > :nth-child({number})"
    )
    return [cell.strip() for cell in cells.all_inner_texts()]


def test_the_ledger_is_sorted_by_keyboard(read: Open) -> None:
    page = read("emendations.html")
    before = column(page, "Category")
    button = page.locator("#ledger-table").get_by_role("button", name="Category")
    head = page.locator("#ledger-table").get_by_role("columnheader", name="Category")
    button.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert column(page, "Category") == sorted(before, key=str.casefold)
    assert before != sorted(before, key=str.casefold)
    button.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, "Category") == sorted(before, key=str.casefold, reverse=True)
    page.locator("#ledger-table").get_by_role("button", name="Place").press("Enter")
    assert column(page, "Category") == before


def test_the_ledger_is_narrowed_down_by_keyboard(read: Open) -> None:
    page = read("emendations.html")
    rows = page.locator("#ledger-table tbody tr >> visible=true")
    total = rows.count()
    chooser = page.get_by_role("combobox", name="Category")
    chooser.focus()
    page.keyboard.type("missp")
    expect(rows).to_have_count(2)
    assert column(page, "Category") == ["misspelling", "misspelling"]
    expect(page.get_by_role("status")).to_have_text(f"2 of {total}")
    page.get_by_role("searchbox").fill("wamed")
    expect(rows).to_have_count(1)


def test_the_ledger_has_what_is_chosen_in_its_address(read: Open) -> None:
    page = read("emendations.html")
    page.get_by_role("combobox", name="Category").select_option("misspelling")
    page.get_by_role("searchbox").fill("wamed")
    table = page.locator("#ledger-table")
    table.get_by_role("button", name="Certainty").click()
    table.get_by_role("button", name="Certainty").click()
    query = "category=misspelling&words=wamed&sort=-certainty"
    assert sorted(page.url.partition("?")[2].split("&")) == sorted(query.split("&"))
    shown = column(page, "Place")
    page.reload()
    expect(page.get_by_role("searchbox")).to_have_value("wamed")
    head = table.get_by_role("columnheader", name="Certainty")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, "Place") == shown
    page.get_by_role("searchbox").fill("")
    assert "words" not in page.url
    assert column(page, "Category") == ["misspelling", "misspelling"]


def test_an_address_narrows_a_list_down_but_shows_what_it_points_at(read: Open) -> None:
    page = read("registers/persons.html?words=aagda&kept=1")
    entries = page.locator(".register-entry >> visible=true")
    expect(entries).to_have_id("agda")
    page.goto(page.url + "#marrow-elin")
    page.reload()
    expect(at(page, "marrow-elin")).to_be_visible()
    assert page.url.endswith("?kept=1#marrow-elin")
    page.goto(page.url.replace("registers/persons", "emendations").replace("kept=1", "text=Z"))
    expect(page.get_by_role("combobox", name="Text")).to_have_value("")
    assert page.locator("#ledger-table tbody tr >> visible=true").count() > 10


LISTS = """\
<div class="filters"><input data-filters="#{id}" aria-label="{id}"></div>
<table id="{id}" data-sortable="">
<thead><tr><th>Name</th></tr></thead>
<tbody><tr><td>Varn</td></tr><tr><td>Aagda</td></tr></tbody></table>
"""


def test_each_of_several_lists_has_its_own_part_of_the_address(
    tmp_path: Path, browser: Browser
) -> None:
    both = "".join(LISTS.format(id=one) for one in ("boats", "pilots"))
    lists = "Lists\n=====\n\n.. raw:: html\n\n" + textwrap.indent(both, "   ")
    conf = 'project = "Lists"\nextensions = ["edition.sphinx_ext"]\nhtml_theme = "edition"\n'
    made = project(tmp_path, {"conf.py": conf, "index.rst": lists}).build()
    with served(made.folder) as home, reader(browser) as context:
        page = context.new_page()
        page.goto(f"{home}/index.html")
        page.get_by_label("boats").fill("varn")
        page.get_by_label("pilots").fill("aag")
        at(page, "pilots").get_by_role("button").click()
        assert page.url.endswith("?boats-words=varn&pilots-words=aag&pilots-sort=name")
        page.reload()
        expect(page.get_by_label("boats")).to_have_value("varn")
        expect(page.get_by_label("pilots")).to_have_value("aag")
        page.get_by_label("pilots").fill("")
        shown = {name: page.locator(f"#{name} td:visible") for name in ("boats", "pilots")}
        expect(shown["boats"]).to_have_text(["Varn"])
        expect(shown["pilots"]).to_have_text(["Aagda", "Varn"])
        expect(at(page, "boats").get_by_role("columnheader")).not_to_have_attribute(
            "aria-sort", re.compile(".")
        )


def test_an_address_that_is_not_encoded_as_it_should_be_harms_nothing(read: Open) -> None:
    page = read("emendations.html#%E4")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page.locator("#ledger-table th button").first).to_be_visible()
    page.goto(page.url.replace("emendations", "texts/A"))
    expect(at(page, "A.p1")).to_be_visible()


def test_an_entry_of_the_ledger_leads_to_its_place(read: Open) -> None:
    page = read("emendations.html", view="phone")
    row = at(page, f"ledger-{MISSPELT}")
    row.get_by_role("link", name="A 1").click()
    assert page.url.endswith(f"/texts/A.html#{MISSPELT}")
    expect(at(page, MISSPELT)).to_be_visible()
    expect(at(page, MISSPELT)).to_be_in_viewport()


# ---------------------------------------------------------------- search


def search(page: Page, words: str) -> Locator:
    """Type words on the search page and wait for the answer; returns what was found."""
    field = page.get_by_role("searchbox")
    field.fill(words)
    field.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("ound")
    return at(page, "search-results")


def test_search_finds_a_word_of_the_edited_text(read: Open) -> None:
    page = read("search.html")
    found = search(page, "understand")
    group = found.get_by_role("region", name="In the edited text")
    link = group.get_by_role("listitem").filter(has_text="what he liked about them").first
    expect(link.locator("mark", has_text="understand")).to_be_visible()
    link.get_by_role("link").click()
    assert "/texts/" in page.url and "#" in page.url
    expect(page.locator(":target")).to_contain_text("what he liked about")


def test_search_finds_the_word_of_a_source_and_says_so(read: Open) -> None:
    found = search(read("search.html"), "wamed")
    group = found.get_by_role("region", name="In the sources’ readings")
    item = group.get_by_role("listitem")
    expect(item).to_have_count(1)
    expect(item).to_contain_text("Source’s reading: wamed; edited: warned")
    item.get_by_role("link").click()
    expect(found.page.locator(":target")).to_contain_text("The source has “wamed”")
    expect(found.page.locator(":target")).to_be_in_viewport()


def test_search_finds_a_person_by_a_form_of_the_name(read: Open) -> None:
    found = search(read("search.html"), "Oscar")
    item = found.get_by_role("region", name="In the registers").get_by_role("listitem").first
    expect(item).to_contain_text("a form of the name of Captain Oskar Brandt: Captain Oscar Brandt")
    item.get_by_role("link", name="Captain Oskar Brandt", exact=True).click()
    assert found.page.url.endswith("/registers/persons.html#brandt-oskar")


def test_search_is_narrowed_down_and_has_its_address(read: Open) -> None:
    page = read("search.html")
    found = search(page, "harbour")
    both = found.get_by_role("region", name="In the edited text").get_by_role("listitem").count()
    page.get_by_role("combobox", name="Text").select_option("B")
    expect(
        found.get_by_role("region", name="In the edited text").get_by_role("listitem")
    ).to_have_count(1)
    assert both > 1
    assert "q=harbour" in page.url and "text=B" in page.url
    page.reload()
    expect(
        at(page, "search-results").get_by_role("region", name="In the edited text")
    ).to_be_visible()


def test_search_says_when_nothing_is_found(read: Open) -> None:
    page = read("search.html")
    page.get_by_role("searchbox").fill("zeppelin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Nothing found.")


def test_without_script_the_search_page_leads_to_the_registers(read: Open) -> None:
    page = read("search.html", script=False)
    # Playwright shows no <noscript>, though its pages run no script.
    assert "The search needs JavaScript." in page.locator("main noscript").inner_html()
    page.get_by_role("main").get_by_role("link", name="Persons").click()
    assert page.url.endswith("/registers/persons.html")
