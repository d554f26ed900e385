"""Names and words in two directions: what reads from right to left stands in a sentence without turning its neighbours around.

In markup a name stands in `<bdi>` (the macros of `components/face.html`). Inside a translated sentence, which may be a title
or a mail's subject as well, it stands between the two signs that Unicode has for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import flask_babel
from babel import Locale
from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

FSI, PDI = "\u2068", "\u2069"
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of Hebrew, Arabic, Syriac, Thaana, N’Ko, Adlam and their kin."""


def isolated(value: Any) -> Any:
    """The text between isolating signs where a right-to-left letter stands in it; anything else as it is."""
    if not isinstance(value, str) or not RIGHT_TO_LEFT.search(value) or value.startswith(FSI):
        return value
    return Markup(f"{FSI}{value}{PDI}") if isinstance(value, Markup) else f"{FSI}{value}{PDI}"  # noqa: S704  # was markup


def _apart(variables: dict[str, Any]) -> dict[str, Any]:
    return {name: isolated(value) for name, value in variables.items()}


class _Apart(Mapping[str, Any]):
    """What fills a sentence, each value set apart when its place comes up."""

    def __init__(self, places: Mapping[str, Any]) -> None:
        self._places = places

    def __getitem__(self, name: str) -> Any:
        return isolated(self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def filled(said: Any, places: Mapping[str, Any]) -> Markup:
    """One of our own sentences as markup, its places filled: each value is escaped, and names stand apart.

    For sentences that lie in a table; a template says its own by `_`. KeyError where a place has no value.
    """
    return Markup(str(said)) % _Apart(places)  # noqa: S704  # ours, and fills escaped


class Spoken:
    """One language of this house: its locale and its catalogue, kept for as long as the process lives."""

    def __init__(self, locale: Locale | None, catalogue: Any) -> None:
        self.locale, self.catalogue = locale, catalogue
        self._drawn: dict[str, Markup] = {}

    def drawn(self, said: str) -> Markup:
        """The sentence without places as markup; a page says the same heads in each row, so each is put together once."""
        found = self._drawn.get(said)
        if found is None:
            found = self._drawn[said] = Markup(self.catalogue.ugettext(said)) % {}  # noqa: S704  # ours
        return found


SILENT = Spoken(None, NullTranslations())
"""Outside of every request and job the sentences stand as they are written."""


def _notes() -> Any:
    """What flask-babel knows of this request or job, in one step where its own way takes three; None outside of both."""
    try:
        return g._get_current_object().__dict__["_flask_babel"]
    except (KeyError, RuntimeError):
        return flask_babel._get_current_context()


def spoken() -> Spoken:
    """The language that is spoken here and now: the reader's, or the one that a letter or paper is written in."""
    here = _notes()
    if here is None:
        return SILENT
    wanted, held = here.__dict__.get("spoken", (None, SILENT))
    if wanted is None or wanted is not here.__dict__.get("babel_locale"):
        wanted = flask_babel.get_locale()
        held = flask_babel.get_domain().spoken(wanted)
        here.spoken = wanted, held
    found: Spoken = held
    return found


def zone() -> tzinfo:
    """The time zone of whoever reads here and now; UTC outside of every request and job."""
    here = _notes()
    if here is None:
        return UTC
    told, found = here.__dict__.get("zone", (None, UTC))
    if told is None or told is not here.__dict__.get("babel_tzinfo"):
        told = flask_babel.get_timezone()
        found = ZoneInfo(str(told))
        here.zone = told, found
    where: tzinfo = found
    return where


class Sentences(Domain):  # type: ignore[misc]  # the library has no types
    """Translated sentences in Python: what fills their places stands apart."""

    def __init__(self, domain: str) -> None:
        super().__init__(domain=domain)
        self._languages: dict[str, Spoken] = {}

    def spoken(self, locale: Locale) -> Spoken:
        """The language of that locale. Each catalogue is read once, not once in each request."""
        held = self._languages.get(str(locale))
        if held is None:
            held = self._languages[str(locale)] = Spoken(locale, super().get_translations())
        return held

    def get_translations(self) -> Any:
        """The reader's catalogue."""
        return spoken().catalogue

    def gettext(self, string: str, **variables: Any) -> str:
        """The sentence, its places filled."""
        words: str = spoken().catalogue.ugettext(string)
        return words % _apart(variables) if variables else words

    def pgettext(self, context: str, string: str, **variables: Any) -> str:
        """The sentence in that sense, its places filled."""
        words: str = spoken().catalogue.upgettext(context, string)
        return words % _apart(variables) if variables else words

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """The sentence for that number, its places filled."""
        words: str = spoken().catalogue.ungettext(singular, plural, num)
        return words % _apart({"num": num, **variables})


class Tongues(Babel):  # type: ignore[misc]  # the library has no types
    """Translations whose sentences hold names apart."""

    @cached_property
    def domain_instance(self) -> Domain:
        """The sentences of this house."""
        return Sentences(self.domain)


@pass_eval_context
def _sentence(page: EvalContext, said: str, /, **variables: Any) -> Any:
    """`gettext` in templates. Jinja's own asks for the context of the place, and each call in a loop then copies it whole."""
    language = spoken()
    if page.autoescape and not variables:
        return language.drawn(said)
    words = language.catalogue.ugettext(said)
    return (Markup(words) if page.autoescape else words) % _apart(variables)  # noqa: S704  # ours, and fills escaped


@pass_eval_context
def _sentences(page: EvalContext, one: str, many: str, number: int, /, **variables: Any) -> Any:
    """`ngettext` in templates."""
    words = spoken().catalogue.ungettext(one, many, number)
    return (Markup(words) if page.autoescape else words) % _apart({"num": number, **variables})  # noqa: S704  # ours, and fills escaped


@pass_eval_context
def _sense(page: EvalContext, context: str, said: str, /, **variables: Any) -> Any:
    """`pgettext` in templates: a word in one of its senses."""
    words = spoken().catalogue.upgettext(context, said)
    return (Markup(words) if page.autoescape else words) % _apart(variables)  # noqa: S704  # ours, and fills escaped


def install(app: Flask) -> None:
    """Sentences in templates hold names apart too. After Babel."""
    app.jinja_env.globals.update({"_": _sentence, "gettext": _sentence, "ngettext": _sentences, "pgettext": _sense})
