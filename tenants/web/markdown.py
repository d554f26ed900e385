"""Markdown that people write, as HTML that can do nothing: one renderer for page, preview and paper.

HTML in it stays text, images are left out, links lead to `http`, `https` and `mailto`, to a path of the organisation, or to
what a room above has registered (`link`); then everything passes a list of allowed tags. The page's policy for scripts forbids
the rest a third time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import nh3
from flask import has_request_context, request
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {
    "p", "br", "h2", "h3", "h4", "h5", "h6", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {"*": set[str](), "a": {"href"}, "ol": {"start"}}
FOREIGN = {"http", "https", "mailto"}
PATH = re.compile(r"/(?![/\\])[^\s\\]*\Z")
"""A path inside the organisation, never another host: browsers read `//host` and `/\\host` as one."""

Link = Callable[[str], str | None]
_links: list[Link] = []


def link(resolve: Link) -> None:
    """From now on `resolve` may say where a link leads that is neither foreign nor a path: a path inside the organisation, or
    None where the link is not its own.
    """
    if resolve not in _links:
        _links.append(resolve)


def href(given: str) -> str | None:
    """Where a link may lead, or None: then its words stay and lead nowhere."""
    root = request.script_root if has_request_context() else ""
    for resolve in _links:
        if (path := resolve(given)) is not None:
            return root + path
    if PATH.match(given):
        return root + given
    try:
        parts = urlsplit(given)
    except ValueError:
        return None
    foreign = parts.scheme.lower() in FOREIGN and (parts.netloc or parts.scheme.lower() == "mailto")
    return given if foreign else None


def _renderer() -> MarkdownIt:
    made = MarkdownIt("js-default", {"html": False, "linkify": True, "typographer": False, "breaks": True})
    made.core.ruler.push("ours", _ours)
    return made


def _ours(state: Any) -> None:
    """Headings begin below those of the page, and each link leads where it may."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, max(2, int(token.tag[1])) + int(state.env.get('below', 1)))}"
        if token.type == "inline" and token.children:
            token.children = _led(token.children)


def _led(children: Sequence[Token]) -> list[Token]:
    out: list[Token] = []
    dropped: list[bool] = []
    for token in children:
        if token.type == "image":
            token = Token("text", "", 0, content=token.content)  # its words stand for it
        if token.type == "link_open":
            leads = href(str(token.attrGet("href") or ""))
            dropped.append(leads is None)
            if leads is None:
                continue
            token.attrSet("href", leads)
        elif token.type == "link_close" and dropped.pop():
            continue
        out.append(token)
    return out


_MARKDOWN = _renderer()
assert isinstance(_MARKDOWN.renderer, RendererHTML), "papers and pages are made of HTML"


def markdown(text: str | None, below: int = 1) -> Markup:
    """What `text` says, as safe HTML; its `##` is a heading of level 2 + `below`. Nothing written gives nothing."""
    if not (text or "").strip():
        return Markup("")
    drawn = _MARKDOWN.render(str(text), {"below": below})
    safe = nh3.clean(
        drawn,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=FOREIGN,
        link_rel="nofollow noopener noreferrer",
        url_relative="pass_through",
    )
    return Markup('<div class="prose voice" dir="auto">{}</div>').format(Markup(safe))  # noqa: S704  # cleaned just now


_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}|[-*+>]|\d+[.)])[ \t]+|[*_`~]+|!?\[([^\]]*)\]\([^)]*\)")


def plain(text: str | None) -> str:
    """The words alone, on one line: for the search, summaries and titles."""
    bare = _MARKS.sub(lambda found: found.group(1) or "", text or "")
    return " ".join(bare.split())


_CJK = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af]")
WORDS_A_MINUTE, SIGNS_A_MINUTE = 220, 400


def minutes(text: str) -> int:
    """How many minutes it takes to read, at least one: 220 words a minute, or 400 signs of scripts without blanks (usual
    speeds of silent reading).
    """
    words = plain(text)
    signs = len(_CJK.findall(words))
    rest = len(_CJK.sub(" ", words).split())
    return max(1, round(rest / WORDS_A_MINUTE + signs / SIGNS_A_MINUTE))


class _Read(HTMLParser):
    """Collects what a reader reads of drawn Markdown, line by line, and where its links lead."""

    BREAKS = frozenset({"p", "br", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre", "hr", "tr"})

    def __init__(self, leads: bool) -> None:
        super().__init__()
        self.lines, self.links, self.numbers, self.leads = [""], list[str](), list[int | None](), leads

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A part begins on a line of its own; an item of a list with its sign or number."""
        given = dict(attrs)
        if tag in ("ul", "ol"):
            self.numbers.append(int(given.get("start") or 1) if tag == "ol" else None)
        elif tag == "a":
            self.links.append((given.get("href") or "").removeprefix(request.script_root if has_request_context() else ""))
        # The paragraph in an item stands beside its sign.
        elif tag in self.BREAKS and not self.lines[-1].endswith((". ", "• ")):
            self.lines.append("")
        if tag == "li" and self.numbers:
            number = self.numbers[-1]
            self.lines[-1] += "• " if number is None else f"{number}. "
            self.numbers[-1] = None if number is None else number + 1

    def handle_endtag(self, tag: str) -> None:
        """What follows a part stands on the next line."""
        if tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        if tag in ("td", "th"):
            self.lines[-1] += " "
        elif tag == "a" and self.leads and not self.lines[-1].endswith(self.links[-1]):
            self.lines[-1] += f" ({self.links[-1]})"
        elif tag in self.BREAKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Words; a line feed between two parts is none of theirs."""
        if data.strip("\n"):
            first, *rest = data.split("\n")
            self.lines[-1] += first
            self.lines += rest


def read(text: str, *, leads: bool = False) -> tuple[str, tuple[str, ...]]:
    """What is read of words in Markdown: the words without its signs, a line for each part, and where its links lead inside the
    organisation or outside; with `leads` that stands behind the words of each link as well.
    """
    reader = _Read(leads)
    reader.feed(str(markdown(text)))
    return "\n".join(line for each in reader.lines if (line := each.rstrip())), tuple(reader.links)
