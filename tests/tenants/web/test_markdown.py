"""Markdown by anybody can do nothing: no script, no image, no foreign frame; links lead where they may."""

from __future__ import annotations

import pytest

from tenants.web.markdown import href, markdown, minutes, plain

HARMLESS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=//a.example>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x](vbscript:x)", "![x](http://a.example/p.png)", "![x](data:image/svg+xml;base64,PHN2Zz4=)", "[x](//a.example)",
    "[x](/\\a.example)", "[x](\\\\a.example)", "[x](file:///etc/passwd)", "<a href='javascript:1'>x</a>",
    "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "`<script>`", "```html\n<script>alert(1)</script>\n```",
    "[x](/a \"onmouseover=alert(1)\")", "<style>*{display:none}</style>", "<form action=//a.example><input name=p></form>",
    "&lt;script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "[x](&#106;avascript:alert(1))",
    "<math><mi//xlink:href='data:x,1'>",
)  # fmt: skip


@pytest.mark.parametrize("text", HARMLESS)
def test_what_could_do_something_is_text(text: str) -> None:
    drawn = str(markdown(text)).lower()
    for sign in ("<script", "<img", "<svg", "<iframe", "<style", "<form", "<input", "<math", "onmouseover=", 'href="java',
                 'href="data', 'href="vb', 'href="file', 'href="//', 'href="/\\', 'src='):  # fmt: skip
        assert sign not in drawn.replace("&lt;", "").replace("src=x", "").replace("src=//", ""), (sign, drawn)


def test_headings_begin_below_those_of_the_page() -> None:
    assert "<h3>One</h3>" in markdown("# One")
    assert "<h3>Two</h3>" in markdown("## Two")
    assert "<h4>Two</h4>" in markdown("## Two", below=2)
    assert "<h1" not in markdown("# One")
    assert "<h2" not in markdown("# One")


def test_links_lead_to_paths_of_the_organisation_and_to_the_web() -> None:
    assert href("/policies/") == "/policies/"
    assert href("https://example.org/a") == "https://example.org/a"
    assert href("mailto:hr@example.org") == "mailto:hr@example.org"
    for nowhere in ("//example.org", "/\\example.org", "ftp://example.org", "http:example", "other-key", ""):
        assert href(nowhere) is None, nowhere
    assert 'rel="nofollow noopener noreferrer"' in markdown("[a](https://example.org)")


def test_words_alone_are_left_for_the_search() -> None:
    assert plain("## A *b*\n\n- [c](d.md)\n\n> e") == "A b c e"
    assert markdown("  \n") == ""


def test_reading_takes_as_long_as_there_are_words_or_signs() -> None:
    assert minutes("word " * 440) == 2
    assert minutes("字" * 800) == 2
    assert minutes("") == 1
