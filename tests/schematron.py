"""TEI's own Schematron rules, run by SaxonC: each rule becomes a template of a stylesheet.

Enough for TEI's extracted rules (ISO Schematron, query binding xslt2): patterns, rules, let,
assert and report. Within a pattern the first rule that fits a node wins, as the standard says.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

from lxml import etree
from saxonche import PySaxonProcessor

SCH = "{http://purl.oclc.org/dsdl/schematron}"
HEAD = (
    '<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" {}>'
    '<xsl:output method="text"/><xsl:template match="/">{}</xsl:template>'
)


def stylesheet(rules: Path) -> str:
    tree = etree.parse(str(rules)).getroot()
    spaces = " ".join(
        f"xmlns:{ns.get('prefix')}={quoteattr(ns.get('uri'))}" for ns in tree.iter(f"{SCH}ns")
    )
    patterns = list(tree.iter(f"{SCH}pattern"))
    applied = "".join(
        f'<xsl:apply-templates select="/" mode="m{i}"/>' for i in range(len(patterns))
    )
    parts = [HEAD.format(spaces, applied)]
    for number, pattern in enumerate(patterns):
        parts += _pattern(number, pattern)
    return "".join([*parts, "</xsl:stylesheet>"])


def _pattern(number: int, pattern: etree._Element) -> list[str]:
    mode = f'mode="m{number}"'
    deeper = f'<xsl:apply-templates select="@*|node()" {mode}/>'
    parts = [f'<xsl:template match="node()|@*|/" {mode} priority="-10">{deeper}</xsl:template>']
    rules = list(pattern.iter(f"{SCH}rule"))
    for place, rule in enumerate(rules):
        context = quoteattr(rule.get("context"))
        body = "".join(_statement(one) for one in rule.iterchildren(etree.Element))
        priority = 100 + len(rules) - place
        parts.append(
            f'<xsl:template match={context} {mode} priority="{priority}">{body}{deeper}'
            "</xsl:template>"
        )
    return parts


def _statement(one: etree._Element) -> str:
    name = one.tag.removeprefix(SCH)
    if name == "let":
        return f'<xsl:variable name="{one.get("name")}" select={quoteattr(one.get("value"))}/>'
    if name not in {"assert", "report"}:
        return ""
    test = one.get("test") if name == "report" else f"not({one.get('test')})"
    words = quoteattr(" ".join("".join(one.itertext()).split()))
    said = "<xsl:value-of select=\"concat(name(), ' ', @xml:id, ': ')\"/>"
    message = f"<xsl:value-of select={quoteattr(_literal(words[1:-1]))}/>"
    return f"<xsl:if test={quoteattr(test)}>{said}{message}<xsl:text>&#10;</xsl:text></xsl:if>"


def _literal(words: str) -> str:
    return "'" + words.replace("&quot;", '"').replace("'", "''") + "'"


def findings(rules: Path, files: list[Path]) -> list[str]:
    """What the rules say of the files, identical messages once."""
    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        executable = compiler.compile_stylesheet(stylesheet_text=stylesheet(rules))
        said: list[str] = []
        for path in files:
            output = executable.transform_to_string(source_file=str(path)) or ""
            lines = [line for line in output.splitlines() if ": " in line]
            said += [f"{path.name}: {line}" for line in dict.fromkeys(lines)]
    return said
