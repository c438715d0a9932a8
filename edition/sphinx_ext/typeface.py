"""The typeface of the theme: three cuts of Source Serif, cut down to the letters of our texts.

No font file is kept in the repository: they come from the Python package
`font-source-serif-pro` when a site is built. Its licence, the SIL Open Font License, reserves the
name “Source” (clause 3), so what we change is called “Edition Serif”; the licence goes with it.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

PACKAGE = "font_source_serif_pro"
FAMILY = "Edition Serif"
LICENCE = "LICENSE.txt"

_LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x180))  # Basic Latin, Latin-1, Latin Extended-A
_CYRILLIC = (*range(0x400, 0x460), 0x490, 0x491)
_SIGNS = (
    *(0x2C6, 0x2DA, 0x2DC),  # free-standing accents
    *range(0x2010, 0x2027),  # dashes, quotation marks, daggers, bullets, ellipsis
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044),  # per mille, primes, guillemets, fraction
    *(
        0x20AC,
        0x2116,
        0x2122,
        0x2190,
        0x2191,
        0x2192,
        0x2193,
        0x2212,
        0x2248,
        0x2260,
        0x2264,
        0x2265,
    ),
)
_NAMES = {1: FAMILY, 3: f"{FAMILY} from Source Serif Pro", 4: FAMILY, 6: "EditionSerif", 16: FAMILY}


class Cut(NamedTuple):
    """One cut: the package's file, what it is in the style sheet, what is kept of it."""

    file: str
    name: str
    style: str
    weight: int
    letters: tuple[int, ...]
    features: tuple[str, ...]


_TEXT_FEATURES = ("kern", "liga", "ccmp", "locl", "onum", "pnum", "lnum", "tnum")
CUTS = (
    Cut("Regular", "regular", "normal", 400, _LATIN + _CYRILLIC + _SIGNS, _TEXT_FEATURES),
    Cut("It", "italic", "italic", 400, _LATIN + _CYRILLIC + _SIGNS, _TEXT_FEATURES),
    Cut("Semibold", "semibold", "normal", 600, _LATIN + _SIGNS, ("kern", "liga", "onum")),
)


def write_typeface(folder: Path, cache: Path | None = None) -> bool:
    """Write the fonts, their licence and `faces.css` into a folder; what is right there stays.

    False, and nothing is written, if the package or what cuts it down is not installed. What was
    cut before is taken from the cache, by default the folder where users' caches go.
    """
    source = font_folder()
    if source is None:
        return False
    shelf = _shelf() if cache is None else cache
    faces = []
    for cut in CUTS:
        font = cut_font(source, cut, shelf)
        _put(folder / f"edition-serif-{cut.name}.woff2", font)
        faces.append(_face(cut, hashlib.sha256(font).hexdigest()[:8]))
    _put(folder / "faces.css", "".join(faces).encode())
    _put(folder / "OFL.txt", (source / LICENCE).read_bytes())
    return True


def font_folder() -> Path | None:
    """The folder of the package's fonts, if it and fontTools with Brotli are installed."""
    found = [find_spec(name) for name in (PACKAGE, "fontTools", "brotli")]
    if not all(found) or found[0] is None or found[0].origin is None:
        return None
    folder = Path(found[0].origin).parent / "files"
    return folder if (folder / LICENCE).is_file() else None


def _shelf() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "edition" / "fonts"


def cut_font(folder: Path, cut: Cut, shelf: Path) -> bytes:
    """The cut as WOFF2, from the shelf if it was made before of the same font in the same way."""
    import fontTools

    font = (folder / f"SourceSerifPro-{cut.file}.ttf").read_bytes()
    recipe = repr((cut, _NAMES, fontTools.version)).encode()
    kept = shelf / f"{cut.name}-{hashlib.sha256(font + recipe).hexdigest()[:16]}.woff2"
    if kept.is_file():
        return kept.read_bytes()
    made = _subset(font, cut)
    try:
        _put(kept, made)
    except OSError:  # a home that cannot be written to costs time, nothing else
        return made
    return made


def _subset(font: bytes, cut: Cut) -> bytes:
    """The font with the cut's letters and features alone; the same bytes each time."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    face = TTFont(BytesIO(font), recalcTimestamp=False)
    options = subset.Options(
        layout_features=list(cut.features),
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 2, 5, 13, 14, *_NAMES],
        name_languages=[0x409],
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=cut.letters)
    cutter.subset(face)
    for record in face["name"].names:
        record.string = _NAMES.get(record.nameID, record.toUnicode())
    face.flavor = "woff2"
    written = BytesIO()
    face.save(written)
    return written.getvalue()


def _face(cut: Cut, digest: str) -> str:
    return (
        f'@font-face{{font-family:"{FAMILY}";font-style:{cut.style};font-weight:{cut.weight};'
        f'font-display:swap;src:url("edition-serif-{cut.name}.woff2?v={digest}")format("woff2")}}\n'
    )


def _put(path: Path, content: bytes) -> None:
    """Write a file at once, so that a second build at the same time never reads half of one."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        part.write(content)
    Path(part.name).chmod(0o644)
    Path(part.name).replace(path)
