"""What every template may call: icons, faces, dates in the reader's zone, numbers, people's words, problems of a form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

from flask import Flask, current_app, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape
from wtforms import Form, fields
from wtforms.fields import Field, FieldList, FormField

from tenants.web import dates, numbers, words
from tenants.web.assets import asset
from tenants.web.direction import Spoken, spoken
from tenants.web.forms import named
from tenants.web.frames import framed
from tenants.web.markdown import markdown, minutes, plain

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
HUES = 12
FLIPPED = frozenset({"arrow-left", "arrow-right", "chevron-right", "send", "log-out", "undo-2", "corner-down-right", "history"})


@lru_cache(maxsize=256)
def _icon(root: str, name: str) -> Markup:
    drawn = (Path(root) / "static" / "icons" / f"{name}.svg").read_text("utf-8")
    inner = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    inner = re.sub(r"<(\w+)([^>]*?)\s*/>", r"<\1\2></\1>", re.sub(r"\s+", " ", inner).strip())
    flips = ' class="flips"' if name in FLIPPED else ""
    return Markup(  # noqa: S704  # our own files
        f'<svg{flips} width="18" height="18" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{inner}</svg>'
    )


def icon(name: str) -> Markup:
    """The drawing of that name, inline; never without a word beside it. FileNotFoundError where there is none."""
    return _icon(current_app.root_path, name)


def dom_id(thing: Any, part: str | None = None) -> str:
    """An id for the thing's place on a page, stable across swaps: `goal-<id>-row`."""
    kind = getattr(thing, "__tablename__", type(thing).__name__.lower()).replace("_", "-")
    return "-".join(str(x) for x in (kind, thing.id, part) if x is not None)


@lru_cache(maxsize=4096)
def hue(key: Any) -> str:
    """The class of a person's colour: the same for the same id, everywhere."""
    return f"hue-{crc32(str(key).encode()) % HUES}"


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two letters for a name: first and last word; of a name in Chinese signs alone, the last two."""
    latin = [part for part in name.split() if not CJK.search(part)]
    if not latin:
        return "".join(CJK.findall(name))[-2:] or name[:1].upper()
    letters = [part[0] for part in (latin[0], latin[-1])] if len(latin) > 1 else [latin[0][0]]
    return "".join(letters).upper()


def lines(text: Any) -> Markup:
    """Text with its line breaks, escaped."""
    return Markup("<br>").join(escape(line) for line in str(text or "").splitlines())


def voice(text: str | None, lang: str | None = None) -> Markup:
    """What a person wrote, as paragraphs in the serif, escaped; `lang` where it is known. Nothing written gives nothing."""
    said = [part for part in re.split(r"\n\s*\n", (text or "").strip()) if part.strip()]
    if not said:
        return Markup("")
    body = Markup("").join(Markup("<p>{}</p>").format(lines(part)) for part in said)
    spoken = Markup(' lang="{}"').format(lang) if lang else Markup("")
    return Markup('<div class="voice" dir="auto"{}>{}</div>').format(spoken, body)


def slug(text: Any) -> str:
    """An id made of a heading; of one in other signs, a short hash."""
    plain = re.sub(r"[^a-z0-9]+", "-", str(text).lower()).strip("-")
    return plain[:40].strip("-") if plain[:1].isalpha() else "part-" + sha256(str(text).encode()).hexdigest()[:8]


def form_problems(form: Form) -> list[tuple[str | None, str]]:
    """All messages of a form in the order of its fields, each with the id to jump to (None: the whole form's own).

    Each names its field, and a field of a row the row: whoever reads them stands far from both.
    """
    return [(id_, named(label, message) if label else message) for id_, label, message in _problems(form)]


def _problems(form: Form, place: str = "") -> Iterator[tuple[str | None, str, str]]:
    yield from ((None, place, str(message)) for message in form.form_errors)
    for field in form:
        yield from _problems_of(field, place or getattr(form, "place_of", _nowhere)(field))


def _nowhere(_field: Field) -> str:
    return ""


def _problems_of(field: Field, place: str) -> Iterator[tuple[str | None, str, str]]:
    if isinstance(field, FormField):
        yield from _problems(field.form, place)
        return
    label = "" if isinstance(field, FieldList) else " · ".join(filter(None, (place, str(field.label.text))))
    yield from ((str(field.id), label, str(message)) for message in field.errors if not _nested(message))
    if isinstance(field, FieldList):
        for no, entry in enumerate(field, 1):
            yield from _problems_of(entry, f"{field.label.text} {no}")


def _nested(message: Any) -> bool:
    return isinstance(message, (dict, list, tuple))


def field_kind(field: Field) -> str:
    """How a field is drawn: hidden, radios, checks, select, tick (one box) or line."""
    kinds: tuple[tuple[type[Field], str], ...] = (
        (fields.HiddenField, "hidden"),
        (fields.RadioField, "radios"),
        (fields.SelectMultipleField, "checks"),
        (fields.SelectField, "select"),
        (fields.BooleanField, "tick"),
    )
    return next((kind for cls, kind in kinds if isinstance(field, cls)), "line")


def field_look(field: Field) -> str:
    """The class for the width of a field's control."""
    if isinstance(field, (fields.IntegerField, fields.DecimalField)):
        return "" if isinstance(field, fields.IntegerRangeField) else "number"
    return "date" if isinstance(field, fields.DateField) else ""


def page_urls(page: Any) -> tuple[str | None, str | None]:
    """The addresses of the pages before and after this one of a `paged` list, with the filters kept."""
    kept = [(k, v) for k, v in request.args.items(multi=True) if k not in ("after", "before")]

    def url(name: str, key: str | None) -> str | None:
        return f"{request.script_root}{request.path}?{urlencode([*kept, (name, key)])}" if key else None

    return url("before", page.before), url("after", page.after)


def page_language() -> str:
    """The language of the words on this page, for `lang`."""
    return str(get_locale() or "en").replace("_", "-")


def page_direction() -> str:
    """The direction, ltr or rtl, of the page's language."""
    locale = get_locale()
    return str(locale.text_direction) if locale else "ltr"


def app_words() -> str:
    """The sentences that the script may have to say, as JSON."""
    return _app_words(spoken())


@lru_cache(maxsize=64)
def _app_words(_language: Spoken) -> str:
    return json.dumps(
        {
            "error": _("Error: "),
            "offline": _("The connection is lost. Your words are kept in this tab until it is back."),
            "not_saved": _("Not saved: there is no connection. What you typed stays here and is sent once it is back."),
            "old_page": _("Not saved: you were signed out, or this page is too old. Your words are kept in this tab."),
            "open_again": _("Open it again"),
            "restore": _("Words you typed before were not saved. They are kept in this tab."),
            "restored": _("Words you typed before were not saved yet. They are back in their places."),
            "put_back": _("Put them back"),
            "let_go": _("Let them go"),
            "failed": _("That did not work. Your words are still here; please try again."),
            "copied": _("Copied"),
            "close": _("Close"),
            "of_whole": _("%(sum)s of 100 %%", sum="{sum}"),
        },
        ensure_ascii=False,
    )


def _names(*functions: Any) -> Iterable[tuple[str, Any]]:
    return ((function.__name__, function) for function in functions)


def install(app: Flask) -> None:
    """Give the templates their filters and functions."""
    app.jinja_env.filters.update(_names(hue, initials, lines, voice, slug, dates.day, dates.moment, dates.when, dates.utc))
    app.jinja_env.filters.update(_names(dates.time_of_day, dates.month, dates.long_day))
    app.jinja_env.filters.update(_names(numbers.number, numbers.percent, numbers.points, markdown, minutes, plain))
    app.jinja_env.globals.update(
        _names(icon, dom_id, asset, form_problems, field_kind, field_look, page_urls, page_language, page_direction, app_words)
    )
    app.jinja_env.globals.update(_names(words.word, words.phase_names, dates.today_words, framed))


__all__ = ["dom_id", "hue", "icon", "initials", "install", "lines", "voice"]
