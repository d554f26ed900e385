"""The printer: HTML in, a PDF/UA-1 out. Closed: it reads our own style sheet and typefaces, and nothing else in the world.

Only the worker ever calls it, so WeasyPrint is imported inside: web processes never carry it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from saas.reports.typefaces import NoTypeface, legible

__all__ = ["Closed", "NoPrinter", "NoTypeface", "TooLong", "assets", "fetcher", "missing", "print_pdf", "warm"]

log = logging.getLogger(__name__)

PAGES_MOST = 2000
"""The largest plan that the rules allow has a thousand, in a minute: whatever two people sign can be printed."""
SECONDS_MOST = 600
"""Just below the limit at which the queue takes the worker away, so that the requester is told why."""

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "static" / "fonts"


class TooLong(Exception):
    """The paper has more pages, or takes more time, than any reader of it has."""


class NoPrinter(Exception):
    """This machine lacks the printer's libraries (Pango); `str()` says what the system said."""


class Closed(ValueError):
    """The paper asked for something from outside; it is printed without it."""


@lru_cache(maxsize=1)
def assets() -> dict[str, tuple[str, bytes]]:
    """What a paper may ask for as `asset:<name>`: media type and content. The typefaces are unpacked once, here."""
    from fontTools.ttLib import woff2  # type: ignore[import-untyped]  # it comes with WeasyPrint, without types

    found = {"paper.css": ("text/css", (_HERE / "paper.css").read_bytes())}
    for path in sorted(_FONTS.glob("*.woff2")):
        plain = BytesIO()
        woff2.decompress(BytesIO(path.read_bytes()), plain)
        found[f"{path.stem}.ttf"] = ("font/ttf", plain.getvalue())
    return found


def warm() -> None:
    """Whatever every paper needs is loaded: for the worker, before it forks. Raises NoPrinter."""
    _weasyprint()
    assets()
    missing(frozenset("中"))


@lru_cache(maxsize=64)
def missing(signs: frozenset[str]) -> frozenset[str]:
    """Those of the signs for which no typeface of this machine has a form."""
    weasyprint, warnings, found = _weasyprint(), logging.getLogger("weasyprint"), set[str]()

    def hear(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            found.add(str(record.args[0]))
            return False
        return True

    words = " ".join(f"<span>{sign}</span>" for sign in sorted(signs) if sign not in "<>&")
    page = (
        f'<!doctype html><html lang="en"><head><link rel="stylesheet" href="asset:paper.css"></head><body>{words}</body></html>'
    )
    warnings.addFilter(hear)
    try:
        weasyprint.HTML(string=page, url_fetcher=fetcher()).write_pdf()
    finally:
        warnings.removeFilter(hear)
    return frozenset(found) & signs


def fetcher() -> Any:
    """A WeasyPrint fetcher that answers `asset:` and `data:` and opens nothing. Raises NoPrinter."""
    urls = _weasyprint().urls

    class ClosedFetcher(urls.URLFetcher):  # type: ignore[misc,name-defined]  # an untyped module, known at run time only
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, rest = url.partition(":")
            if scheme == "asset" and rest in assets():
                kind, content = assets()[rest]
                return urls.URLFetcherResponse(url, content, {"Content-Type": kind})
            if scheme == "data":
                return super().fetch(url, headers)
            log.warning("the printer is closed: %s was not fetched", scheme[:20])
            raise Closed(scheme)

    return ClosedFetcher(allowed_protocols={"data"}, allow_redirects=False)


def print_pdf(html: str, *, identifier: bytes, progress: Callable[[int], None] = lambda _pages: None) -> bytes:
    """The paper as PDF/UA-1, tagged, with its language. The same HTML and identifier give the same pages.

    `progress` hears the number of pages so far, at every page and step; what it raises ends the printing. Raises TooLong,
    NoPrinter and NoTypeface.
    """
    weasyprint = _weasyprint()
    html = legible(html, missing)
    with _watched(progress):
        document = weasyprint.HTML(string=html, url_fetcher=fetcher())
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return content


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.urls
    except OSError as error:  # cffi's word for a shared library that is not there
        raise NoPrinter(str(error)) from error
    return weasyprint


class _Watch(logging.Filter):
    """Hears WeasyPrint's steps, which it tells its log only; lets none of them through."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        super().__init__()
        self.progress, self.pages, self.start = progress, 0, time.monotonic()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.args and isinstance(record.args, tuple) and isinstance(record.args[-1], int):
            self.pages = max(self.pages, record.args[-1])
        if self.pages > PAGES_MOST or time.monotonic() - self.start > SECONDS_MOST:
            raise TooLong
        self.progress(self.pages)
        return False


@contextmanager
def _watched(progress: Callable[[int], None]) -> Iterator[None]:
    steps = logging.getLogger("weasyprint.progress")
    watch, level = _Watch(progress), steps.level
    steps.addFilter(watch)
    steps.setLevel(logging.INFO)
    try:
        yield
    finally:
        steps.removeFilter(watch)
        steps.setLevel(level)
