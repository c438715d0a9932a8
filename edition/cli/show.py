"""edition show"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from edition.cli.options import edition_options, open_witness, siglum_argument
from edition.compilation import compile_text
from edition.tei import XML_ID, Element, elements, local_name
from edition.texts import diplomatic_text, edited_text

_EDITED_IN = {"corr", "reg", "supplied"}
_OUT = {"sic", "orig", "surplus"}
_INLINE = {"q", "quote", "hi", "foreign", "soCalled", "unclear"}
_NAMES = {"persName", "placeName", "orgName", "title", "eventName", "rs", "date"}
_BLOCKS = {"p", "head", "ab", "item", "bibl", "byline", "dateline", "salute", "signed", "speaker"}


@click.command("show")
@siglum_argument
@click.argument("ids", nargs=-1)
@edition_options
@click.option("--diplomatic", "view", flag_value="diplomatic", help="The witness's own text.")
@click.option(
    "--edited", "view", flag_value="edited", default="edited", help="The edited text (default)."
)
@click.option("--annotated", "view", flag_value="annotated", help="The text with its annotations.")
def command(
    siglum: str, ids: tuple[str, ...], folder: Path, sources: Path | None, view: str
) -> None:
    """Show a witness, or the blocks with the given IDS, in the terminal.

    Annotated, what the editors took away stands in -[...]-, what they put in +[...]+, a name
    or date in <...>, with the entry or value behind it; {...} is an editorial note,
    ‹...› anything else, with the name of its element.

    \b
    Examples:
      edition show T p6
      edition show L ch23 --diplomatic
      edition show T p6 p7 --annotated
    """
    edition, annotated = open_witness(folder, sources, siglum)
    compiled = compile_text(edition, annotated.settings, annotated.witness, annotated.layers)
    shown = "\n\n".join(_VIEWS[view](part) for part in _parts(compiled.text, siglum, ids))
    if sys.stdout.isatty() and not ids:
        click.echo_via_pager(shown)
    else:
        click.echo(shown)


def _parts(text: Element, siglum: str, ids: tuple[str, ...]) -> Iterator[Element]:
    if not ids:
        yield text
        return
    known = {element.get(XML_ID): element for element in elements(text) if element.get(XML_ID)}
    for name in ids:
        element = known.get(f"{siglum}.{name.removeprefix(f'{siglum}.')}")
        if element is None:
            blocks = [
                str(i).partition(".")[2] for i, e in known.items() if local_name(e) in _BLOCKS
            ]
            few = ", ".join(blocks[:8])
            raise click.UsageError(f"{siglum} has no block {name}; it has {few}, ...")
        yield element


def _annotated(element: Element) -> str:
    parts: list[str] = []
    _walk(element, parts)
    return "".join(parts)


def _walk(element: Element, parts: list[str]) -> None:
    opening, closing = _marks(element)
    if local_name(element) in _BLOCKS and (name := element.get(XML_ID)):
        parts.append(click.style(f"[{name.partition('.')[2]}] ", fg="bright_black"))
    parts.append(opening)
    parts.append(element.text or "")
    for child in element:
        _walk(child, parts)
        parts.append(child.tail or "")
    parts.append(closing)


def _marks(element: Element) -> tuple[str, str]:
    name = local_name(element)
    if name in _OUT:
        return click.style("-[", fg="red"), click.style("]-", fg="red")
    if name in _EDITED_IN:
        certainty = element.get("cert", "")
        shown = "" if certainty == "high" else f" ({certainty})"
        return click.style("+[", fg="green"), click.style(f"]+{shown}", fg="green")
    if name in _NAMES:
        about = element.get("ref", "").removeprefix("#") or _value(element) or "?"
        return click.style("<", fg="cyan"), click.style(f" = {about}>", fg="cyan")
    if name == "note":
        return click.style("{", fg="yellow"), click.style("}", fg="yellow")
    if name in _INLINE:
        return click.style("‹", fg="magenta"), click.style(f" {name}›", fg="magenta")
    if name in ("gap", "fw"):
        return click.style(f"[{name} ", fg="magenta"), click.style("]", fg="magenta")
    return "", ""


def _value(element: Element) -> str:
    names = ("when", "from", "notBefore", "to", "notAfter")
    return "/".join(filter(None, (element.get(name) for name in names)))


_VIEWS: dict[str, Callable[[Element], str]] = {
    "diplomatic": diplomatic_text,
    "edited": edited_text,
    "annotated": _annotated,
}
