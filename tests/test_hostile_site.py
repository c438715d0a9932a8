"""TEI that means harm, or is only strange: the site is built, and its pages do nothing."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html
from playwright.sync_api import Browser
from site_pages import Heard, SitePages, none_of, read_site, reader, served
from sphinx_projects import Built, project

CONF = """
project = "The <script>hostile = 1</script> & the harbour"
extensions = ["edition.sphinx_ext"]
html_theme = "edition"
"""
INDEX = """
The harbour
===========

.. tei:register:: persons

.. tei:ledger::

.. tei:notes::

.. tei:questions::

.. tei:quality::

.. toctree::
   :glob:

   *
"""
TEI = """<?xml version="1.0" encoding="UTF-8"?>
{doctype}<TEI xmlns="http://www.tei-c.org/ns/1.0"{spaces}>
<teiHeader><fileDesc>
 <titleStmt><title>{title}</title><author>{author}</author></titleStmt>
 <publicationStmt><p>For tests.</p></publicationStmt>
 <sourceDesc><p>Invented.</p></sourceDesc>
</fileDesc></teiHeader>
{standoff}
<text xml:id="{siglum}.text"><body>{body}</body></text></TEI>
"""
SCRIPT = "hostile=1;alert(1)"
MARKED = "&lt;script&gt;hostile=1;alert(1)&lt;/script&gt;&lt;img src=x onerror=hostile=1&gt;"
QUOTED = "&quot;&gt;&lt;script&gt;hostile=1&lt;/script&gt;&lt;img src=x onerror=hostile=1&gt;"
TARGETS = (
    "javascript:hostile=1",
    "JaVaScRiPt:hostile=1",
    "java&#9;script:hostile=1",
    "java&#10;script:hostile=1",
    "&#x85;javascript:hostile=1",
    " javascript:hostile=1",
    "data:text/html,&lt;script&gt;hostile=1&lt;/script&gt;",
    "vbscript:hostile=1",
    "file:///etc/passwd",
    "blob:http://127.0.0.1/hostile",
    "//192.0.2.1/hostile",
    "\\\\192.0.2.1\\hostile",
)
POINTERS = "".join(
    f'<p><ref target="{one}">word</ref> <ptr target="{one}"/> '
    f'<ref><ref target="{one}">in</ref></ref> <persName ref="{one}">Agda</persName>'
    f'<graphic url="{one}"/> <media url="{one}" mimeType="a/b"/>'
    f'<note target="{one}">Note.</note> <bibl corresp="{one}" source="{one}">B.</bibl></p>'
    for one in TARGETS
)
FOREIGN = f"""
<p>Before <h:script xmlns:h="http://www.w3.org/1999/xhtml">{SCRIPT}</h:script>
<h:img xmlns:h="http://www.w3.org/1999/xhtml" src="x" onerror="hostile=1"/>
<h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="http://192.0.2.1/"/> after.</p>
<p><script xmlns="">{SCRIPT}</script><script>{SCRIPT}</script></p>
<p><style>body {{ display: none }}</style><base href="http://192.0.2.1/"/>
<meta http-equiv="refresh" content="0;url=http://192.0.2.1/"/></p>
<figure><s:svg xmlns:s="http://www.w3.org/2000/svg" onload="hostile=1"><s:script>{SCRIPT}</s:script>
<s:a href="javascript:hostile=1"><s:text>svg</s:text></s:a></s:svg></figure>
<formula notation="mathml"><m:math xmlns:m="http://www.w3.org/1998/Math/MathML">
<m:mi href="javascript:hostile=1" onclick="hostile=1">x</m:mi></m:math></formula>
<form action="javascript:hostile=1"><input name="a" onfocus="hostile=1" autofocus=""/></form>
<?php hostile() ?><?xml-stylesheet href="http://192.0.2.1/a.css"?>
<!-- --><!--><script>{SCRIPT}</script>-->
"""
EXAMPLE = f"""
<p><eg>&lt;script&gt;{SCRIPT}&lt;/script&gt;</eg>
<egXML xmlns="http://www.tei-c.org/ns/Examples"><script>{SCRIPT}</script>
<p onclick="hostile=1" xml:id="taken">An example.</p><img src="x" onerror="hostile=1"/></egXML>
<code lang="html">&lt;img src=x onerror=hostile=1&gt;</code>
<gi>script</gi> <att>onclick</att> <val>{QUOTED}</val> <tag>script src="http://192.0.2.1/"</tag></p>
"""
ATTRIBUTES = f"""
<p xml:id="attributes.p1" n="{QUOTED}" rend="{QUOTED}" style="background:url(http://192.0.2.1/a)"
 rendition="{QUOTED}" onclick="hostile=1" onmouseover="hostile=1" xml:lang="{QUOTED}">
<hi rend="color:red;background:url(javascript:hostile=1)" style="{QUOTED}">hi</hi>
<gap reason="{QUOTED}" unit="{QUOTED}" quantity="{QUOTED}"/>
<choice><sic>{MARKED}</sic><corr cert="{QUOTED}" resp="{QUOTED}" ana="{QUOTED}" evidence="{QUOTED}">
{MARKED}</corr></choice> <date when="{QUOTED}" calendar="{QUOTED}">{MARKED}</date>
<persName ref="#ivo" cert="{QUOTED}" type="{QUOTED}">{MARKED}</persName>
<note type="{QUOTED}" n="{QUOTED}" place="{QUOTED}">{MARKED}</note>
<w lemma="{QUOTED}" pos="{QUOTED}">w</w>
<cell role="{QUOTED}" cols="{QUOTED}">c</cell></p>
<p xml:id="attributes.p2">{MARKED}</p>
<table><row><cell cols="99999999" rows="99999999">wide</cell></row></table>
<div n="{QUOTED}" type="{QUOTED}"><head>{MARKED}</head>
<sp who="{QUOTED}"><speaker>{MARKED}</speaker><p>Said.</p></sp></div>
<figure><graphic url="http://192.0.2.1/lamp.png" width="{QUOTED}" height="9999999999px"/>
<figDesc>{MARKED}</figDesc></figure>
"""
PERSONS = f"""<standOff><listPerson><person xml:id="ivo" role="{QUOTED}">
<persName>{MARKED}</persName><birth when="{QUOTED}">{MARKED}</birth>
<idno type="{QUOTED}">javascript:hostile=1</idno><idno type="URI">javascript:hostile=1</idno>
<ptr target="javascript:hostile=1"/><note>{MARKED}</note></person>
<listRelation><relation name="{QUOTED}" mutual="#ivo javascript:hostile=1"/></listRelation>
</listPerson></standOff>"""


def tei(siglum: str, body: str, **parts: str) -> str:
    facts = {"doctype": "", "spaces": "", "standoff": "", "title": MARKED, "author": MARKED}
    return TEI.format(siglum=siglum, body=body, **(facts | parts))


# By what is hostile.
SOUND = {
    "targets": tei("targets", POINTERS),
    "foreign": tei("foreign", FOREIGN),
    "examples": tei("examples", EXAMPLE),
    "attributes": tei("attributes", ATTRIBUTES, standoff=PERSONS),
    "long": tei(
        "long", f'<p n="{"x" * 2_000_000}" rend="{"y" * 2_000_000}">{"word " * 20_000}</p>'
    ),
    "deep": tei("deep", "<seg>" * 200 + "deep" + "</seg>" * 200),
}
SHOWN = {
    "targets": "word",
    "foreign": "after.",
    "examples": "An example.",
    "attributes": "Said.",
    "long": "word word",
    "deep": "deep",
}
IDENTIFIERS = (
    "a b",
    "a&quot;b",
    "a&lt;b&gt;",
    "a&apos;b",
    "a[b]",
    "a(b)",
    "a&#xA0;b",
    "#a",
    "..",
    "a/b",
)
ODD = {
    "entity": tei(
        "entity", "<p>&lamp; lit.</p>", doctype='<!DOCTYPE TEI [<!ENTITY lamp "The lamp">]>\n'
    ),
    "identifiers": tei(
        "identifiers",
        "".join(
            f'<p xml:id="{one}"><ref target="#{one}">to itself</ref></p>' for one in IDENTIFIERS
        ),
    ),
    "twice": tei("twice", '<p xml:id="twice.p1">one</p><p xml:id="twice.p1">two</p>'),
    "deeper": tei("deeper", "<seg>" * 5_000 + "deeper" + "</seg>" * 5_000),
    "outside": tei(
        "outside",
        "<p>&secret; kept.</p>",
        doctype='<!DOCTYPE TEI [<!ENTITY secret SYSTEM "conf.py">]>\n',
    ),
    "parameter": tei(
        "parameter",
        "<p>kept.</p>",
        doctype='<!DOCTYPE TEI [<!ENTITY % all SYSTEM "http://192.0.2.1/all.dtd"> %all;]>\n',
    ),
    "laughs": tei(
        "laughs",
        "<p>&l9;</p>",
        doctype='<!DOCTYPE TEI [<!ENTITY l0 "ha">'
        + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
        + "]>\n",
    ),
    "included": tei(
        "included",
        '<p><xi:include href="conf.py" parse="text" xmlns:xi="http://www.w3.org/2001/XInclude"/></p>',
    ),
}
KEPT = {
    "entity": "&lamp; lit.",
    "identifiers": "to itself",
    "twice": "two",
    "outside": "kept.",
    "parameter": "kept.",
    "included": "¶",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    texts = {f"{name}.xml": text for name, text in (SOUND | ODD).items()}
    sources = {"conf.py": CONF, "index.rst": INDEX, **texts}
    return project(tmp_path_factory.mktemp("hostile"), sources).build()


@pytest.fixture(scope="module")
def site(built: Built) -> SitePages:
    return read_site(built.folder)


@pytest.mark.parametrize("name", SOUND)
def test_a_hostile_text_is_shown_all_the_same(site: SitePages, name: str) -> None:
    article = site.pages[f"{name}.html"].find(".//article")
    assert article is not None
    assert SHOWN[name] in " ".join(article.text_content().split())


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_read_has_one_warning(built: Built, site: SitePages, name: str) -> None:
    """A page that says so, and one warning that says why; else the text is there."""
    article = site.pages[f"{name}.html"].find(".//article")
    assert article is not None
    named = [one for one in built.warnings if f"/{name}.xml:" in one]
    if "cannot be shown" in article.text_content():
        assert len(named) == 1
        assert "[tei.malformed]" in named[0]
    else:
        assert ("[tei.entity]" in "".join(named)) == (name in {"entity", "outside"})
        assert KEPT[name] in article.text_content()


def test_nothing_of_other_files_is_read(built: Built, site: SitePages) -> None:
    for name in ("outside", "parameter", "included"):
        page = built.folder / f"{name}.html"
        if page.is_file():
            assert "extensions" not in site.pages[page.name].find(".//main").text_content()


# ---------------------------------------------------------------- inert, by what stands in it

INERT = {"", "http", "https", "mailto"}
LOADED = ("iframe", "object", "embed", "applet", "frame", "base", "form", "audio", "video")


def test_no_page_has_script_style_or_handlers(site: SitePages) -> None:
    none_of(site.active_parts())


def test_no_address_can_be_run_or_loaded(site: SitePages) -> None:
    faults = []
    for name, page in site.pages.items():
        for element in page.iter("*"):
            for key, value in element.attrib.items():
                if key in {"href", "src", "action", "formaction", "data", "poster", "xlink:href"}:
                    if scheme(value) not in INERT:
                        faults.append(f"{name}: {element.tag} {key}={value}")
            if element.tag in LOADED and element.get("id") != "search":  # a form of the theme
                faults.append(f"{name}: {element.tag}")
        faults += [f"{name}: {one}" for one in site_loads(page)]
    none_of(faults)


def scheme(address: str) -> str:
    """The scheme as a browser sees it: control characters count for nothing."""
    plain = re.sub(r"[\x00-\x20]", "", address).replace("\\", "/")
    return urlsplit(plain).scheme.lower() if not plain.startswith("//") else "no scheme"


def site_loads(page: html.HtmlElement) -> list[str]:
    """What a page would load from elsewhere."""
    addresses = page.xpath(
        "//@src | //@srcset | //link/@href | //meta[@http-equiv='refresh']/@content"
    )
    return [one for one in addresses if urlsplit(one).scheme not in {"", "data"} or "//" in one[:2]]


def test_each_identifier_stands_once(site: SitePages) -> None:
    none_of(fault for fault in site.faults() if " twice" in fault)


# ---------------------------------------------------------------- inert, in a browser


@pytest.mark.parametrize("bypass", [False, True], ids=["with-policy", "without-policy"])
def test_no_script_runs(site: SitePages, browser: Browser, bypass: bool) -> None:
    """The pages are harmless by themselves; the policy is there besides, and holds."""
    with served(site.folder) as home, reader(browser, bypass_csp=bypass) as context:
        heard = Heard(home)
        page = heard.listen(context.new_page())
        for name in site.pages:
            page.goto(f"{home}/{name}", wait_until="load")
            for link in page.locator("article a").all()[:60]:
                link.dispatch_event("mouseover")
            assert page.evaluate("window.hostile") is None, name
            assert page.url.startswith(home), name
    none_of(heard.faults)


def test_no_link_runs_script(site: SitePages, browser: Browser) -> None:
    """Each link of the page with hostile targets is followed."""
    with served(site.folder) as home, reader(browser) as context:
        page = context.new_page()
        page.goto(f"{home}/targets.html")
        number = page.locator("article a").count()
        for place in range(number):
            address = page.locator("article a").nth(place).get_attribute("href") or ""
            assert scheme(address) in INERT, address
            page.locator("article a").nth(place).evaluate("(one) => one.click()")
            if not page.url.startswith(home):
                page.goto(f"{home}/targets.html")
            assert page.evaluate("window.hostile") is None, address


INTRUDERS = """() => {
  document.querySelector("article").insertAdjacentHTML("beforeend", `
    <img src="http://192.0.2.1/a.png" onerror="window.hostile = 1">
    <iframe src="http://192.0.2.1/"></iframe><a id="go" href="javascript:hostile=1">a</a>`);
  const script = document.createElement("script");
  script.textContent = "window.hostile = 1";
  document.body.append(script);
  document.getElementById("go").click();
}"""


def test_the_policy_holds(site: SitePages, browser: Browser) -> None:
    """What forces its way in all the same is not run and not loaded."""
    with served(site.folder) as home, reader(browser) as context:
        refused: list[str] = []
        page = context.new_page()
        page.on("requestfailed", lambda request: refused.append(request.failure or ""))
        page.goto(f"{home}/attributes.html")
        page.evaluate(INTRUDERS)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hostile") is None
        assert "csp" in refused


def test_words_of_script_are_shown_as_words(site: SitePages) -> None:
    article = site.pages["attributes.html"].find(".//article")
    assert article is not None
    assert "<script>hostile=1;alert(1)</script>" in article.text_content()
    assert Path(site.folder / "attributes.html").read_text("utf-8").count("&lt;script&gt;") > 3
