"""From frozen data to the HTML that is printed: colours, page counter, the language and direction of the paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from coaching_library import threads
from saas.measures import measured, steps_of
from saas.plan import words
from saas.reports.plan_paper import Letterhead, PlanPaper
from saas.reports.spoken import said, voiced
from tenants.web.brand import hexed, oklch
from tenants.web.rendering import page_language

LANGUAGES = {"zh": "zh-Hans"}
"""Where the code of a catalogue does not tell the printer which signs to take."""


def html(template: str, paper: PlanPaper, printed_at: datetime) -> str:
    """The paper as HTML, in the language that is set. Made without a request: nothing on it depends on a visitor."""
    labels = {"challenge": words.CHALLENGE, "support": words.SUPPORT, "kinds": words.KINDS}
    context: dict[str, Any] = {
        "paper": paper,
        "head": paper.head,
        "labels": labels,
        "colours": colours(paper.head),
        "printed_at": printed_at,
        "page_counter": _page_counter(),
        "paper_language": LANGUAGES.get(page_language(), page_language()),
        "measured": measured,
        "steps_of": steps_of,
        "said": said,
        "voiced": voiced,
        "lasted": threads.lasted,
    }
    return current_app.jinja_env.get_template(template).render(context)


def colours(head: Letterhead) -> dict[str, str]:
    """The organisation's colour in the four shades of a paper; white reads on `brand` and on `second`."""
    hue, chroma = float(head.hue), head.chroma / 1000
    shades = {"brand": (0.43, chroma), "second": (0.53, chroma), "mist": (0.88, chroma / 2), "wash": (0.97, chroma / 6)}
    return {name: hexed(oklch(light, strong, hue)) for name, (light, strong) in shades.items()}


def _page_counter() -> Markup:
    """The words "Page 2 of 5" as CSS content, in the order of the language."""
    words_ = str(_("Page %(page)s of %(pages)s", page="\0page\0", pages="\0pages\0"))
    parts = (f"counter({part})" if part in ("page", "pages") else f'"{_quoted(part)}"' for part in words_.split("\0") if part)
    return Markup(" ".join(parts))  # noqa: S704  # our own words, quoted


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ").replace("\n", " ")
