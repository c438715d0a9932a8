"""Schematron: what rules say of documents, what they may not do, and that SaxonC agrees."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from lxml import etree

from edition.schematron import NotRun, Rules, Schematron, SchematronError, Verdict, rules_from
from edition.schematron.expressions import Document, Expression, Language, Scope
from edition.schematron.plain import NotPlainError, plain, plain_pattern
from edition.schematron.rules import Assertion, Insertion, Pattern
from edition.tei import Element, elements, local_name, parse

TEI = "http://www.tei-c.org/ns/1.0"
NS = f'<ns prefix="tei" uri="{TEI}"/>'
PREFIXES = {"tei": TEI}


def schema(patterns: str) -> bytes:
    return (
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">'
        f"{NS}{patterns}</schema>"
    ).encode()


def document(markup: str) -> Element:
    return parse(f'<text xmlns="{TEI}">{markup}</text>'.encode())


def checked(patterns: str, markup: str) -> Verdict:
    return Schematron(rules_from(schema(patterns), "rules.sch")).check(document(markup))


def said(patterns: str, markup: str) -> list[str]:
    """Each breach as `element: message`."""
    verdict = checked(patterns, markup)
    assert verdict.not_run == ()
    return [f"{local_name(one.element)}: {one.message}" for one in verdict.breaches]


def rule(context: str, assertions: str, lets: str = "") -> str:
    return (
        f"<pattern id='it'><rule context={quoteattr(context)}>{lets}{assertions}</rule></pattern>"
    )


def report(test: str, message: str = "so it is") -> str:
    return f"<report test={quoteattr(test)}>{message}</report>"


def not_run(patterns: str, markup: str = "<p/>") -> list[NotRun]:
    verdict = checked(patterns, markup)
    assert verdict.breaches == ()
    return list(verdict.not_run)


# What rules say


@dataclass(frozen=True)
class Case:
    """A schema, a document, and what must be said of it."""

    rules: str
    document: str
    says: list[str]


CASES = {
    "an assert speaks where its test fails, a report where it succeeds": Case(
        """<pattern><rule context="tei:lg">
             <assert test="tei:l">a stanza has lines</assert>
             <report test="tei:lg">a stanza has no stanza</report>
           </rule></pattern>""",
        "<lg><l/></lg><lg><lg/></lg>",
        [
            "lg: a stanza has lines",
            "lg: a stanza has no stanza",
            "lg: a stanza has lines",
        ],
    ),
    "in a pattern the first rule that fits a node is the one that counts": Case(
        """<pattern>
             <rule context="tei:note[@type='a']"><report test="true()">first</report></rule>
             <rule context="tei:note"><report test="true()">second</report></rule>
           </pattern>
           <pattern>
             <rule context="tei:note"><report test="@type">third</report></rule>
           </pattern>""",
        "<note type='a'/><note/>",
        ["note: first", "note: second", "note: third"],
    ),
    "a message has names and values in it, its white space made plain": Case(
        """<pattern><rule context="tei:date">
             <report test="@when">The <name/> in <name path=".."/> says
               <value-of select="@when, @to"/> (<emph>not</emph>
               <span>“<value-of select="."/>”</span>; <value-of select="count(ancestor::*)"/>)
             </report>
           </rule></pattern>""",
        "<p><date when='1916' to='1917'>  May </date></p>",
        ["date: The date in p says 1916 1917 (not “ May ”; 2)"],
    ),
    "variables stand in the rule, the pattern and the schema, the nearest first": Case(
        """<let name="who" value="'schema'"/><let name="where" value="name(/*)"/>
           <pattern>
             <let name="who" value="concat($who, ' and pattern')"/>
             <let name="pages" value="count(//tei:pb)"/>
             <rule context="tei:p">
               <let name="who" value="concat(@n, ', ', $who)"/>
               <report test="$pages = 2"><value-of select="$who"/>
                 in <value-of select="$where"/></report>
             </rule>
           </pattern>""",
        "<pb/><pb/><p n='rule'/>",
        ["p: rule, schema and pattern in text"],
    ),
    "abstract rules are extended, abstract patterns filled in": Case(
        """<pattern abstract="true" id="lacks">
             <rule context="$parent"><extends rule="named"/>
               <assert test="$child">no <value-of select="$n"/>: $child</assert></rule>
           </pattern>
           <pattern><rule abstract="true" id="named"><let name="n" value="@n"/></rule></pattern>
           <pattern is-a="lacks"><param name="parent" value="tei:lg"/>
             <param name="child" value="tei:l"/></pattern>
           <pattern is-a="lacks"><param name="parent" value="tei:list"/>
             <param name="child" value="tei:item | tei:head"/></pattern>""",
        "<lg n='1'/><list n='2'/><list><head/></list>",
        ["lg: no 1: $child", "list: no 2: $child"],
    ),
    "diagnostics follow the message": Case(
        """<pattern><rule context="tei:ref">
             <assert test="@target" diagnostics="what where">no target</assert></rule></pattern>
           <diagnostics><diagnostic id="what">(found: <value-of select="."/>)</diagnostic>
             <diagnostic id="where">in <name path=".."/></diagnostic></diagnostics>""",
        "<p><ref>there</ref></p>",
        ["ref: no target (found: there) in p"],
    ),
    "identical messages at one element stand once": Case(
        rule("tei:p", report("@rend") + report("not(not(@rend))"))
        + rule("tei:*[@rend]", report("true()"))
        + rule("tei:p", report("@rend", "something else")),
        "<p rend='x'/><p rend='x'/>",
        ["p: so it is", "p: so it is", "p: something else", "p: something else"],
    ),
    "a context may be an attribute, a text, a comment or the document": Case(
        rule("tei:rt/@target", report("../@from | ../@to", "<name/> = <value-of select='.'/>"))
        + rule("tei:p/text()", report("starts-with(., ' ')", "“<value-of select='.'/>”"))
        + rule("comment()", report("contains(., 'TODO')", "to do"))
        + rule("/", report("//tei:rt", "<value-of select='name(*)'/> has rt")),
        "<rt target='#a' from='x'/><rt target='#a'/><p> a</p><p>b<!-- TODO --></p>",
        ["rt: target = #a", "p: “ a”", "p: to do", "text: text has rt"],
    ),
    "two attributes with the same value are two nodes": Case(
        "<pattern><rule context='@n | tei:never'><report test='true()'>"
        "<value-of select='../@xml:id'/></report></rule></pattern>",
        "<p n='1' xml:id='a'/><p n='1' xml:id='b'/>",
        ["p: a", "p: b"],
    ),
    "numbers in contexts count among siblings": Case(
        rule("tei:item[1]", report("true()", "first")) + rule("tei:item[last()]", report("true()")),
        "<list><item/><item/></list><list><item/></list>",
        ["item: first", "item: first", "item: so it is", "item: so it is"],
    ),
    "current() is the node of the rule": Case(
        rule("tei:note", report("//tei:note[@n = current()/@n][2]", "twice")),
        "<note n='1'/><note n='2'/><note n='1'/>",
        ["note: twice", "note: twice"],
    ),
    "a variable may be the document": Case(
        rule(
            "tei:text",
            report("$all//tei:p[matches(@n, 'a')] and $above/tei:text", "yes"),
            "<let name='all' value='/'/><let name='above' value='..'/>",
        ),
        "<p n='a'/>",
        ["text: yes"],
    ),
    "id() finds by xml:id": Case(
        rule("tei:delSpan", "<assert test='id(substring(@spanTo, 2)) >> .'>before</assert>")
        + rule("tei:ref", "<assert test='id(substring(@target, 2))'>dead</assert>"),
        "<delSpan spanTo='#a'/><anchor xml:id='a'/><delSpan spanTo='#a'/><ref target='#b'/>",
        ["delSpan: before", "ref: dead"],
    ),
    "a context that cannot be evaluated at a node does not fit it": Case(
        rule("tei:datatype[@maxOccurs > 1]", report("true()", "<value-of select='@maxOccurs'/>")),
        "<datatype maxOccurs='unbounded'/><datatype maxOccurs='1'/><datatype maxOccurs='3'/>",
        ["datatype: 3"],
    ),
    "XPath 2 and 3": Case(
        rule(
            "tei:sp",
            "<assert test='every $one in $who satisfies starts-with($one, \"#\")'>"
            "<value-of select='for $one in $who return upper-case($one)'/></assert>",
            "<let name='who' value=\"tokenize(normalize-space(@who), ' ')\"/>",
        )
        + rule("tei:date", report("xs:date(@to) lt xs:date(@from) || ''", "never"))
        + rule("tei:gap", report("if (@unit) then @quantity castable as xs:integer else true()")),
        "<sp who=' #a  #b '/><sp who='#a b'/><gap unit='x' quantity='a'/><gap/>",
        ["sp: #A B", "gap: so it is"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_rules_speak(case: Case) -> None:
    assert said(case.rules, case.document) == case.says


def test_a_breach_names_its_rule_and_how_much_it_matters() -> None:
    rules = """
      <pattern id="pattern"><rule context="tei:p" role="warning">
        <report test="@a" id="assertion" role="info">a</report><report test="@b">b</report>
      </rule></pattern>
      <pattern id="other">
        <rule context="tei:p" id="rule"><report test="@c">c</report></rule></pattern>
      <pattern><rule context="tei:p"><report test="@d">d</report></rule></pattern>"""
    found = checked(rules, "<p a='' b='' c='' d=''/>").breaches
    assert [(one.rule, one.role, one.test) for one in found] == [
        ("assertion", "info", "@a"),
        ("pattern", "warning", "@b"),
        ("rule", "", "@c"),
        ("line 7", "", "@d"),
    ]


def test_rules_inside_a_grammar_are_found() -> None:
    grammar = f"""
      <grammar xmlns="http://relaxng.org/ns/structure/1.0"
          xmlns:sch="http://purl.oclc.org/dsdl/schematron">
        <sch:ns prefix="tei" uri="{TEI}"/>
        <start><element name="text"><text/>
          <pattern xmlns="http://purl.oclc.org/dsdl/schematron">
            <sch:rule context="tei:p"><sch:report test="@n">numbered</sch:report></sch:rule>
          </pattern>
          <sch:rule context="tei:q"><sch:assert test="@who">who speaks?</sch:assert></sch:rule>
        </element></start>
      </grammar>"""
    own = rule("tei:p", report("@n", "numbered")) + rule("tei:p", report("@n", "own"))
    both = Schematron(rules_from(grammar.encode(), "a.rng"), rules_from(schema(own), "b.sch"))
    found = both.check(document("<p n='1'/><q/>")).breaches
    assert [one.message for one in found] == ["numbered", "who speaks?", "own"]
    assert Schematron(
        rules_from(b"<element xmlns='http://relaxng.org/ns/structure/1.0'/>", "")
    ).check(document("<p/>")) == Verdict((), ())


# What is not run is named


REASONS = {
    "doc('file:///etc/passwd')": "doc() reads something other than the document",
    "document(@n)": "document() reads something other than the document",
    "unparsed-text('/etc/passwd')": "unparsed-text() reads something other than the document",
    "Q{http://www.w3.org/2005/xpath-functions}collection()": "collection() reads something other",
    "let $f := doc#1 return $f('x')": "unknown function doc#1",
    "function-lookup(xs:QName('fn:doc'), 1)('x')": "an XPath function expected",
    "environment-variable('HOME')": "environment-variable() reads something other",
    "key('k', @n)": "unknown function 'key'",
    "my:own(.)": "prefix 'my' is not declared",
    "@n = $unknown": "unknown variable 'unknown'",
    "(@n": "unexpected end of source",
    "xs:integer(@n) = 1": "could not convert",
    "count(1 to 10000000000) = 1": "a range of more than 1,000,000 numbers",
    "not(" * 5000 + "1" + ")" * 5000: "too large, or nested too deep",
}


@pytest.mark.parametrize("test", REASONS, ids=range(len(REASONS)))
def test_a_test_that_cannot_be_run_is_named_with_the_reason(test: str) -> None:
    (one,) = not_run(rule("tei:p", report(test)), "<p n='x'/><p n='x'/>")
    assert (one.rule, one.expression) == ("it", test)
    assert one.reason.startswith(REASONS[test])


def test_after_a_context_that_cannot_be_run_the_rest_of_the_pattern_is_not() -> None:
    rules = """<pattern>
      <rule context="key('k', 'v')" id="first"><report test="true()">a</report></rule>
      <rule context="tei:p" id="second"><report test="true()">b</report></rule>
      <rule context="tei:never" id="third"><report test="true()">c</report></rule></pattern>"""
    first, second = not_run(rules)
    assert (first.rule, first.reason) == ("first", "unknown function 'key'")
    assert (second.rule, second.expression) == ("second", "tei:p")
    assert "a rule before it was not run" in second.reason


@pytest.mark.parametrize(
    ("patterns", "reason"),
    [
        ("<pattern documents='@href'><rule context='tei:p'/></pattern>", "other documents"),
        ("<include href='more.sch'/><pattern><rule context='tei:p'/></pattern>", "another file"),
        ("<pattern><include href='more.sch'/><rule context='tei:p'/></pattern>", "another file"),
        ("<pattern><rule context='tei:p'><extends href='a.sch'/></rule></pattern>", "another file"),
        ("<pattern><rule context='tei:p'><let name='a'><b/></let></rule></pattern>", "markup"),
    ],
)
def test_what_is_not_supported_is_named(patterns: str, reason: str) -> None:
    (one,) = not_run(patterns)
    assert reason in one.reason


def test_a_rule_that_no_document_needs_is_not_read() -> None:
    assert checked(rule("tei:never", report("key('k')")), "<p/>") == Verdict((), ())


def test_a_message_whose_expression_fails_is_still_given() -> None:
    assert said(rule("tei:p", report("true()", "see <value-of select='nothing()'/>")), "<p/>") == [
        "p: see [nothing()]"
    ]


def test_a_message_that_holds_the_whole_document_is_cut() -> None:
    (message,) = said(
        rule("tei:p", report("true()", "<value-of select='/'/>")), "<p/>" + "x" * 9999
    )
    assert message == f"p: {'x' * 2000} …"


ENDLESS = {
    "predicates inside predicates": "//*[//*[//*[//* = 'x']]]",
    "steps of many nodes": "count(//*/following::*/preceding::*) = 1",
    "loops inside loops": "count(for $a in //*, $b in //*, $c in //* return 1) = 1",
    "a regular expression": "matches(., '^(a+)+$')",
    "a list that doubles": "count(" + "for $x in (1, 2) return " * 40 + "1) = 1",
}


@pytest.mark.parametrize("test", ENDLESS.values(), ids=ENDLESS)
@pytest.mark.parametrize("place", ["context", "test"])
def test_what_would_run_without_end_is_stopped(test: str, place: str) -> None:
    patterns = rule("tei:text", report(test)) if place == "test" else rule(f"*[{test}]", "")
    root = document("<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!</p>" * 2000)
    verdict = Schematron(rules_from(schema(patterns), "")).check(root, seconds=0.3)
    assert [one.reason for one in verdict.not_run] == ["stopped after 0.3 seconds"]


def test_after_the_time_for_all_rules_no_other_is_begun() -> None:
    slow = rule("tei:text", report(ENDLESS["loops inside loops"]))
    rules = rules_from(schema(slow + rule("tei:p", report("true()"))), "")
    verdict = Schematron(rules).check(document("<p/>" * 300), seconds=5, in_all=0.3)
    reasons = ["stopped after 0.3 seconds", "not begun: the rules before it took too long"]
    assert [one.reason for one in verdict.not_run] == reasons


def test_a_text_that_doubles_is_stopped() -> None:
    doubling = (f'<let name="v{n}" value="concat($v{n - 1}, $v{n - 1})"/>' for n in range(1, 60))
    lets = '<let name="v0" value="string(.)"/>' + "".join(doubling)
    (one,) = not_run(rule("tei:p", report("$v59 = ''"), lets), "<p>some words</p>")
    assert one.reason == "a text of more than 10,000,000 characters"


# What is wrong with a schema


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"<schema", 1, "not well-formed: "),
        (b"", None, "not well-formed: "),
        (b"\n<TEI/>", 2, "<TEI> of the namespace “” is no schema"),
        (
            b"<schema xmlns='http://www.ascc.net/xml/schematron'/>",
            1,
            "<schema> of the namespace “http://www.ascc.net/xml/schematron” is no schema"
            " (this is Schematron 1.5)",
        ),
        (schema("\n\n<pattern><rule/></pattern>"), 3, "<rule> has no @context"),
        (schema(rule("tei:p", "<assert>a</assert>")), 1, "<assert> has no @test"),
        (schema("<pattern is-a='nothing'/>"), 1, "there is no pattern “nothing”"),
        (schema(rule("a", "<extends rule='b'/>")), 1, "there is no rule “b”"),
        (schema(rule("a", "<assert test='a' diagnostics='d'/>")), 1, "there is no diagnostic “d”"),
        (
            schema(
                "<pattern><rule abstract='true' id='a'><extends rule='a'/></rule>"
                "<rule context='p'><extends rule='a'/></rule></pattern>"
            ),
            1,
            "rule “a” extends itself",
        ),
    ],
)
def test_a_wrong_schema_gives_one_clear_error(
    content: bytes, line: int | None, message: str
) -> None:
    with pytest.raises(SchematronError) as caught:
        rules_from(content, "own.sch")
    error = caught.value
    assert (error.path, error.line or 1) == ("own.sch", line or 1)
    assert error.message.startswith(message)
    assert error.hint


def test_a_schema_reads_no_other_file_and_no_bomb(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    entity = f"<!DOCTYPE schema [<!ENTITY e SYSTEM '{secret.as_uri()}'>]>".encode()
    found = rules_from(entity + schema(rule("tei:p", report("true()", "&e;"))), "")
    assert "secret" not in str(found)
    bombs = b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b"<!DOCTYPE schema [<!ENTITY e0 'ha'>" + bombs + b"]>"
    with pytest.raises(SchematronError, match="not well-formed"):
        rules_from(bomb + schema("<pattern><rule context='&e11;'/></pattern>"), "")


# XPath 1.0 where it means the same


SAME = [
    "@n eq 'a'",
    "@n ne 'a'",
    "@n = ('a', 'b')",
    "not(@n) or tei:p[@n = current()/@n]",
    "exists(tei:p) and empty(tei:q)",
    "string-length(normalize-space(.)) gt 3",
    "count(tei:p | tei:q) = 2",
    "count(ancestor::*[1]/tei:p) le 1",
    "tei:p[last()]/@n = 'b'",
    "following-sibling::tei:*[1]/self::tei:q",
    "preceding::tei:p[1]/@n = 'b'",
    "(preceding::tei:p)[1]/@n = 'a'",
    "//tei:p[2]",
    "(//tei:p)[2]/@n = 'b'",
    "substring(@n, 1, 1) = translate(@n, 'ab', 'ba')",
    "starts-with(name(..), 'te') and local-name() = 'p'",
    "../(tei:p | tei:q)[@n = 'b']",
    "descendant-or-self::tei:p[not(ancestor::tei:p)]",
    "concat(@n, '-', name(.)) = 'a-p'",
    ".//text()[contains(., 'word')]",
    "id('x')/@n = 'b'",
    "true() and not(false())",
]
DIFFERENT = [
    "@n = 1",  # an error where @n is no number; in XPath 1.0 merely false
    "@n < @m",  # compared as texts; in XPath 1.0 as numbers
    "@n = true()",
    "tei:p eq 'a'",  # an error where there are two
    "contains(tei:p, 'a')",
    "normalize-space(tei:p) = 'a'",
    "sum(tei:p) = 1",
    "position() = 1",
    "@n + 1 = 2",
    "-1 = 1",
    "$unknown",
    "matches(@n, 'a')",
    "tei:p/string()",
    "'it''s'",
    "my:p",
    "lang('de')",
    "element(p)",
    "namespace::*",
    "*:p",
    "//tei:p[//tei:q]",  # time would grow with the square
    "//tei:p/following::tei:q",
    "@n/following::tei:q",  # libxml2 leaves out what is inside the element
    "//tei:p = //tei:q",
    "//tei:p = (//tei:q, @n)",
    "translate(., ., .) = ''",
]
DOCUMENTS = [
    "<p n='a'>word</p><p n='b' xml:id='x'>other words<p n='a'/></p><q n='b'/>",
    "<q><p n='b'/><p n='b'>a<!-- aside --> word</p></q><p/>",
    "<div><p><q n='a'>wo<?here?>rd</q></p></div><q n='c'>no-break\u00a0</q>",
]


@pytest.mark.parametrize("expression", SAME)
def test_both_languages_say_the_same(expression: str) -> None:
    translated = Expression(expression, Language(PREFIXES), {})
    full = Language(PREFIXES).full.read(expression)
    plain(expression, PREFIXES, {})
    for markup in DOCUMENTS:
        held = Document(document(markup))
        for element in elements(held.root):
            scope = Scope(held, element, {})
            assert translated.holds(scope) == held.full.holds(full, element, {})


@pytest.mark.parametrize("expression", DIFFERENT)
def test_what_might_differ_is_not_translated(expression: str) -> None:
    with pytest.raises(NotPlainError):
        plain(expression, PREFIXES, {})


@pytest.mark.parametrize(
    ("context", "selecting"),
    [
        ("tei:p", "/descendant::tei:p"),
        ("tei:p[2]", "//tei:p[2]"),
        ("tei:l//tei:p | /tei:TEI", "/descendant::tei:l/descendant::tei:p | /tei:TEI"),
        ("(tei:a|tei:b)/tei:c", "/descendant::*[self::tei:a or self::tei:b]/tei:c"),
        ("/*[count(//tei:p) gt 1]", "/*[count(/descendant::tei:p) > 1]"),
        ("@n", "//attribute::n"),
        ("tei:p[text()]/..//tei:q", "/descendant::tei:p[text()]/parent::node()/descendant::tei:q"),
    ],
)
def test_a_context_is_selected_by_one_expression(context: str, selecting: str) -> None:
    assert plain_pattern(context, PREFIXES) == selecting


def test_the_library_of_xpath_3_is_imported_only_for_a_rule_that_needs_it() -> None:
    rules = rule("tei:p", report("@n eq 'a'")) + rule("tei:q", report("matches(@n, 'a')"))
    program = f"""
import sys
from edition.schematron import Schematron, rules_from
from edition.tei import parse
rules = Schematron(rules_from({schema(rules)!r}, ""))
for markup in ("<p n='a'/>", "<q n='a'/>"):
    assert rules.check(parse(b"<text xmlns='{TEI}'>" + markup.encode() + b"</text>")).breaches
    print("elementpath" in sys.modules)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ("upper-case(.) = 'A-B-C\u00a0'", True),  # text after a comment, an instruction
        ("upper-case(normalize-space()) = 'A-B-C\u00a0'", True),  # a no-break space is no space
        ("matches(., '\\s')", False),
        ("matches(@n, '^[\\w]+$') or matches(@n, '^\\w+$')", False),  # XML's \w has no _
        ("matches(@n, 'a.b')", True),
        ("string-join(tokenize('a\u00a0b c', '\\s'), '|') = 'a\u00a0b|c'", True),
        ("string-join(sort(('b', 'B', 'a')), '') = 'Bab'", True),  # by code point
        ("upper-case(string(/)) = 'A-B-C\u00a0'", True),  # comments are no text
    ],
)
def test_what_elementpath_gets_wrong_is_mended(test: str, holds: bool) -> None:
    markup = (
        f"<!-- before --><p xmlns='{TEI}' n='a_b'>a<!-- in -->-b<?in?>-c\u00a0</p><!-- after -->"
    )
    rules = rules_from(schema(rule("tei:p", report(test))), "")
    verdict = Schematron(rules).check(parse(markup.encode()))
    assert (len(verdict.breaches), verdict.not_run) == (int(holds), ())


# SaxonC


XSLT = "http://www.w3.org/1999/XSL/Transform"


class Saxon:
    """The same rules as a stylesheet: for each pattern a mode, for each rule a template."""

    def __init__(self, rules: Rules) -> None:
        saxonche = pytest.importorskip("saxonche", reason="SaxonC is not installed")
        self._processor = saxonche.PySaxonProcessor(license=False)
        spaces = "".join(f" xmlns:{p}={quoteattr(u)}" for p, u in rules.namespaces.items())
        modes = "".join(self._mode(n, pattern) for n, pattern in enumerate(rules.patterns))
        calls = (
            f'<xsl:apply-templates select="/" mode="m{n}"/>' for n in range(len(rules.patterns))
        )
        stylesheet = (
            f'<xsl:stylesheet version="3.0" xmlns:xsl="{XSLT}"{spaces}><xsl:output method="text"/>'
            f'<xsl:template match="/">{"".join(calls)}</xsl:template>{modes}</xsl:stylesheet>'
        )
        compiler = self._processor.new_xslt30_processor()
        self._stylesheet = compiler.compile_stylesheet(stylesheet_text=stylesheet)

    def breaches(self, markup: bytes) -> set[tuple[int, str]]:
        """The number of each element that is faulted, in document order, and the message."""
        tree = self._processor.parse_xml(xml_text=markup.decode())
        lines = self._stylesheet.transform_to_string(xdm_node=tree) or ""
        found = (line.partition("\t") for line in lines.splitlines() if line)
        return {(int(number), message) for number, _, message in found}

    @staticmethod
    def _mode(number: int, pattern: Pattern) -> str:
        templates = [f'<xsl:mode name="m{number}" on-no-match="shallow-skip"/>']
        for place, rule in enumerate(pattern):
            lets = "".join(
                f'<xsl:variable name="{let.name}" select={quoteattr(let.expression)}/>'
                for let in rule.lets
            )
            body = "".join(Saxon._assertion(one, lets) for one in rule.assertions)
            templates.append(
                f'<xsl:template match={quoteattr(rule.context)} mode="m{number}"'
                f' priority="{1000 - place}">{body}'
                f'<xsl:apply-templates select="@*|node()" mode="m{number}"/></xsl:template>'
            )
        return "".join(templates)

    @staticmethod
    def _assertion(assertion: Assertion, lets: str) -> str:
        message = "".join(
            f'<xsl:value-of select={quoteattr(part.expression)} separator=" "/>'
            if isinstance(part, Insertion)
            else f"<xsl:text>{escape(part)}</xsl:text>"
            for part in assertion.message
        )
        test = assertion.test if assertion.is_report else f"not({assertion.test})"
        element = "(ancestor-or-self::*[1] | self::document-node()/*)"
        number = f"count({element}/(ancestor-or-self::* | preceding::*))"
        return (
            f"<xsl:try>{lets}<xsl:if test={quoteattr(test)}>"
            f'<xsl:variable name="said">{message}</xsl:variable>'
            f'<xsl:value-of select="{number}, normalize-space($said)" separator="&#9;"/>'
            f"<xsl:text>&#10;</xsl:text></xsl:if><xsl:catch/></xsl:try>"
        )


def ours(schematron: Schematron, root: Element) -> set[tuple[int, str]]:
    numbers = {element: number for number, element in enumerate(elements(root), 1)}
    return {(numbers[one.element], one.message) for one in schematron.check(root).breaches}


def mutants(rules: Rules, root: Element, chance: random.Random) -> Iterator[Element]:
    """The document again and again, some of its elements become what a rule is about."""
    contexts = [one.context for pattern in rules.patterns for one in pattern]
    values = [
        "",
        " ",
        "a\u00a0b",
        "#x #y",
        "2030-01-01",
        "2",
        "unbounded",
        "gloss",
        "deprecationInfo",
    ]
    while True:
        mutant = parse(etree.tostring(root))
        found = list(elements(mutant))[1:]
        for element in chance.sample(found, min(len(found), 25)):
            context = chance.choice(contexts)
            element.tag = f"{{{TEI}}}{chance.choice(named(context, 'tei:'))}"
            for name in named(context, "@"):
                element.set(name, chance.choice(values))
            if chance.random() < 0.3:
                element.insert(0, chance.choice([etree.Comment("aside"), etree.PI("here")]))
            if chance.random() < 0.2:
                del element[:]
        yield mutant


def named(context: str, before: str) -> list[str]:
    """The names in a context that follow some sign."""
    parts = context.split(before)[1:]
    names = ["".join(c if c.isalpha() else " " for c in part).split(" ")[0] for part in parts]
    return [name for name in names if name] or ["p"]


@pytest.mark.parametrize(
    "name", ["tei_all-4.8.1.isosch", "tei_all-4.12.0.rng", "dtabf.isosch", "dracor.isosch"]
)
def test_saxon_says_the_same(shared: Path, name: str) -> None:
    rules = rules_from((shared / "schema" / name).read_bytes(), name)
    saxon, own = Saxon(rules), Schematron(rules)
    paths = sorted((shared / "corpora").glob("[gims]*/*.xml"))
    small = [path for path in paths if path.stat().st_size < 20_000][::4]
    chance = random.Random(1823)
    count = 0
    for path in small[:12]:
        root = parse(path.read_bytes())
        mutated = mutants(rules, root, chance)
        for version in (root, next(mutated), next(mutated)):
            markup = etree.tostring(version.getroottree(), encoding="UTF-8")
            theirs = saxon.breaches(markup)
            assert ours(own, parse(markup)) == theirs, path.name
            count += len(theirs)
    assert count > 100
