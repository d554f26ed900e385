"""The printer: closed, tagged, patient with any words."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from saas.reports import printer

pytestmark = pytest.mark.slow

PAGE = """<!doctype html><html lang="{lang}"><head><title>A paper</title><meta name="author" content="Northlight">
<link rel="stylesheet" href="asset:paper.css">{head}</head><body><main><h1>A paper</h1>{body}</main></body></html>"""


def made(body: str = "<p>Words.</p>", head: str = "", lang: str = "en") -> bytes:
    return printer.print_pdf(PAGE.format(body=body, head=head, lang=lang), identifier=b"0123456789abcdef")


def structure(pdf: bytes) -> list[Any]:
    """Every element of the tree of tags."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            below = node.get("/K", [])
            below = below.get_object() if isinstance(below, IndirectObject) else below
            for child in below if isinstance(below, list) else [below]:
                walk(child)

    walk(PdfReader(BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"])
    return found


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on the loopback that writes down whoever comes."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_printer_fetches_nothing_from_a_net_a_disk_or_itself(listener: tuple[str, list[str]], tmp_path: Any) -> None:
    url, seen = listener
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret words")
    svg = f"%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='{url}/nested'/%3E%3C/svg%3E"
    body = f"""<p>Still printed.</p><img src="{url}/img" alt="x"><img src="file://{secret}" alt="x">
      <object data="file://{secret}"></object><iframe src="file://{secret}"></iframe><embed src="{url}/embed">
      <img src="{secret}" alt="x"><img src="//127.0.0.1/x" alt="x"><img src="ftp://127.0.0.1/x" alt="x">
      <img alt="x" src="data:image/svg+xml,{svg}">
      <a href="file://{secret}" rel="attachment">x</a><p style="background: url({url}/background)">Styled.</p>"""
    head = f"""<link rel="stylesheet" href="{url}/style.css"><link rel="attachment" href="file://{secret}">
      <style>@import url({url}/import.css); @font-face {{ font-family: X; src: url({url}/font.woff2) }}
      p {{ font-family: X }}</style>"""
    pdf = made(body, head)
    assert seen == []
    assert b"secret words" not in pdf
    words = PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Still printed." in words
    assert "secret" not in words


OUTSIDE = (
    "file:///etc/passwd", "FILE:///etc/passwd", "http://127.0.0.1:1/", "https://example.org/", "asset:../app.js",
    "asset:printer.py",
)  # fmt: skip


@pytest.mark.parametrize("url", OUTSIDE)
def test_the_fetcher_refuses_whatever_is_not_ours(url: str) -> None:
    with pytest.raises(printer.Closed):
        printer.fetcher().fetch(url)


def test_the_fetcher_knows_the_style_sheet_and_the_typefaces() -> None:
    assert printer.fetcher().fetch("asset:paper.css").read().startswith(b"/* Paper.")
    assert [name for name in printer.assets() if name.endswith(".ttf")]


def test_a_paper_is_tagged_in_its_language_and_says_that_it_is_accessible() -> None:
    reader = PdfReader(BytesIO(made(lang="zh-Hans")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # pypdf has its own true
    assert root["/Lang"] == "zh-Hans"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("A paper", "Northlight")


def test_a_figure_says_what_it_shows() -> None:
    figure = (
        '<figure><svg viewBox="0 0 9 9" role="img"><title>Two of three</title><rect width="9" height="9"></rect></svg></figure>'
    )
    figures = [e for e in structure(made(figure)) if e["/S"] == "/Figure"]
    assert [str(e.get("/Alt")) for e in figures] == ["Two of three"]


def test_progress_hears_of_each_page_and_can_end_the_printing() -> None:
    body = "".join(f'<p style="break-before: page">Page {n}</p>' for n in range(5))
    heard: list[int] = []
    printer.print_pdf(PAGE.format(body=body, head="", lang="en"), identifier=b"x" * 16, progress=heard.append)
    assert max(heard) >= 5
    assert heard == sorted(heard)

    class CalledOff(Exception):
        pass

    def stop(pages: int) -> None:
        if pages > 2:
            raise CalledOff

    with pytest.raises(CalledOff):
        printer.print_pdf(PAGE.format(body=body, head="", lang="en"), identifier=b"x" * 16, progress=stop)


def test_a_paper_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printer, "PAGES_MOST", 3)
    with pytest.raises(printer.TooLong):
        made("".join(f'<p style="break-before: page">{n}</p>' for n in range(6)))


def test_every_letter_is_drawn_in_its_own_form() -> None:
    """A typeface comes in several files. Two that go by one name would draw the letters of one in the forms of the other."""
    letters = [chr(n) for n in (*range(0x21, 0x7F), *range(0xA1, 0x180), 0x218, 0x219, 0x1E9E) if n not in (0xAD, 0x149, 0x17F)]
    words = " ".join(letters).replace("&", "&amp;").replace("<", "&lt;")
    for kind in ("<p>{}</p>", "<p><b>{}</b></p>"):
        page = PdfReader(BytesIO(made(kind.format(words)))).pages[0]
        assert "".join(page.extract_text().split()) == "Apaper" + "".join(letters), kind
    voice = PdfReader(BytesIO(made(f'<div class="voice"><p>{words}</p></div>'))).pages[0]
    names = [str(font.get_object()["/BaseFont"]) for font in voice["/Resources"]["/Font"].values()]
    assert len({name.partition("+")[2] for name in names if "Source-Serif" in name}) == 2, names
