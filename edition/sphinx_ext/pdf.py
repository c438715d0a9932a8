"""PDF of a page of HTML, by WeasyPrint."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

_VARIANT = "pdf/ua-1"
_LIBRARIES = (
    "WeasyPrint needs the libraries Pango and HarfBuzz: on Debian, install libpango-1.0-0, "
    "libpangoft2-1.0-0 and libharfbuzz-subset0; elsewhere see its documentation, First Steps"
)


class PdfError(Exception):
    """No PDF could be made: the message says why and what to do."""


def write_pdf(page: Path, target: Path, identifier: str) -> int:
    """Make a tagged PDF of a page and the files beside it; returns the number of its pages.

    Nothing is fetched from anywhere else. The same page gives the same bytes. Raises PdfError
    where WeasyPrint or a library it needs is missing.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher(page.parent.resolve())
    document = weasyprint.HTML(filename=str(page), url_fetcher=fetcher).render(
        pdf_variant=_VARIANT, pdf_tags=True
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    document.write_pdf(
        str(target), pdf_variant=_VARIANT, pdf_tags=True, pdf_identifier=identifier.encode()
    )
    return len(document.pages)


def _weasyprint() -> Any:
    try:
        import weasyprint
    except ModuleNotFoundError as error:
        raise PdfError(f"PDF needs {error.name}: pip install 'edition[site]'") from error
    except OSError as error:
        raise PdfError(f"{_LIBRARIES} ({error})") from error
    return weasyprint


def _fetcher(folder: Path) -> Any:
    """What gives WeasyPrint the files of a folder, and refuses everything else."""
    from weasyprint.urls import URLFetcher

    class Files(URLFetcher):  # type: ignore[misc]
        """Files of one folder."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            path = Path(unquote(urlsplit(url).path)).resolve()
            if not path.is_relative_to(folder):
                raise ValueError(f"{url} lies outside the book")
            return super().fetch(url, headers)

    return Files(allowed_protocols=("file",))
