"""What people wrote, on paper: escaped, in paragraphs, with the language and direction that its script shows.

The printer chooses typefaces by language: under English, Chinese signs would come in their Japanese forms.
"""

from __future__ import annotations

import re
import unicodedata

from markupsafe import Markup, escape

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh-Hans", re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
)


def language(text: str) -> str | None:
    """The language that the script of a text shows, or None where it shows none."""
    return next((code for code, script in _SCRIPTS if script.search(text)), None)


def direction(text: str) -> str:
    """Ltr or rtl, by the first letter that has a direction."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"


def _attributes(text: str) -> Markup:
    code = language(text)
    lang = Markup(' lang="{}"').format(code) if code else Markup("")
    return lang + Markup(' dir="rtl"') if direction(text) == "rtl" else lang


def said(text: object) -> Markup:
    """A short text on a line: a name, a title."""
    words = str(text or "")
    marked = _attributes(words)
    return Markup("<bdi{}>{}</bdi>").format(marked, words) if marked else escape(words)


def voiced(text: object) -> Markup:
    """A longer text in the voice of its writer, paragraph by paragraph, each in its own language."""
    parts = [part for part in re.split(r"\n\s*\n", str(text or "").strip()) if part.strip()]
    paragraphs = (Markup("<p{}>{}</p>").format(_attributes(part), _lines(part)) for part in parts)
    return Markup('<div class="voice">{}</div>').format(Markup("").join(paragraphs)) if parts else Markup("")


def _lines(part: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in part.strip().splitlines())
