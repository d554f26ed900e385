"""Markdown by anybody can do nothing: no script, no image, no foreign frame; links lead where they may."""

from __future__ import annotations

import pytest

from tenants.web.markdown import href, markdown, minutes, plain
from tests import markup

TAGS = frozenset({
    "main", "div", "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "a", "br", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "s", "del",
})  # fmt: skip
"""What Markdown may become."""

HARMLESS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<iframe src=//a.example>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>1</script>)", "[x](vbscript:x)", "![x](http://a.example/p.png)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)", "[x](//a.example)", "[x](/\\a.example)", "[x](\\\\a.example)",
    "[x](file:///etc/passwd)", "<a href='javascript:1'>x</a>", "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>",
    "`<script>`", "```html\n<script>alert(1)</script>\n```", "[x](/a \"onmouseover=alert(1)\")",
    "<style>*{display:none}</style>", "<form action=//a.example><input name=p></form>", "&lt;script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "[x](&#106;avascript:alert(1))", "<math><mi//xlink:href='data:x,1'>",
    "<a href=https://a.example onclick=alert(1)>x</a>", "<body onload=alert(1)>",
    "<video src=//a.example/v onerror=alert(1)>", "<audio src=x onerror=alert(1)>", "<object data=//a.example></object>",
    "<embed src=//a.example>", "<base href=//a.example/>", "<link rel=stylesheet href=//a.example/a.css>",
    "<meta http-equiv=refresh content=0;url=//a.example>", "<details open ontoggle=alert(1)>", "<marquee onstart=alert(1)>",
    "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<textarea autofocus onfocus=alert(1)>",
    "<keygen autofocus onfocus=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>",
    "<template><img src=x onerror=alert(1)></template>", "<div style=background:url(//a.example/p.png)>x</div>",
    "<div hx-get=//a.example hx-trigger=load>x</div>", "<div hx-on::load=alert(1)>x</div>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<form id=f action=javascript:alert(1)></form><button form=f>x</button>", "<iframe srcdoc='<script>alert(1)</script>'>",
    "<img src='//a.example/p.png'>", "<img srcset='//a.example/p.png 2x'>",
    "<picture><source srcset=//a.example/p.png></picture>", "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>", "</script><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", "' onmouseover=alert(1) x='", "\" autofocus onfocus=alert(1) x=\"", "{{ 7*7 }}{% raw %}",
    "${alert(1)}", "<%= 7*7 %>", "\u2028alert(1)\u2029", "\u202egnp.exe", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<ScRiPt/x>alert(1)</sCrIpT>", "<script\n>alert(1)</script\n>", "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
    "[x](https://a.example/'onmouseover='alert(1))", "[x](https://a.example \"'><script>alert(1)</script>\")",
    "[![x](https://a.example/p.png)](https://a.example)", "[x](<javascript:alert(1)>)", "[x](javascript&colon;alert(1))",
    "[x](%6aavascript:alert(1))", "[x](\x01javascript:alert(1))", "[x](blob:https://a.example/1)",
    "[x](/o/northlight/sign-out)", "**<b onmouseover=alert(1)>x</b>**", "> <script>alert(1)</script>",
    "- <img src=x onerror=alert(1)>", "# <script>alert(1)</script>", "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "~~~\n</code></pre><script>alert(1)</script>\n~~~", "`</code><script>alert(1)</script>`",
    "[^1]\n\n[^1]: <script>alert(1)</script>", "<!--[if IE]><script>alert(1)</script><![endif]-->", "<?php alert(1) ?>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
    "<style>@import '//a.example/a.css';</style>", "<x contenteditable onblur=alert(1) tabindex=0 autofocus>x</x>",
)  # fmt: skip


LINKS = ("http://", "https://", "mailto:", "#", "/")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_could_do_something_is_text(text: str) -> None:
    for element in markup.tree(f"<!doctype html><title>x</title><body><main>{markdown(text)}</main>").find(".//main").iter():
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= {"href", "rel", "class", "dir", "start"}, element.attrib
        link = element.get("href", "#")
        assert link.startswith(LINKS), link
        assert not link.startswith(("//", "/\\")), link


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
