"""Names and words in two directions: what reads from right to left stands in a sentence without turning its neighbours around.

In markup a name stands in `<bdi>` (the macros of `components/face.html`). Inside a translated sentence, which may be a title
or a mail's subject as well, it stands between the two signs that Unicode has for that.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

import flask_babel
from flask import Flask
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


class Sentences(Domain):  # type: ignore[misc]  # the library has no types
    """Translated sentences in Python: what fills their places stands apart."""

    def get_translations(self) -> Any:
        """The reader's catalogue, found once for each language that a request or a job speaks."""
        here, spoken = flask_babel._get_current_context(), flask_babel.get_locale()
        held, catalogue = getattr(here, "sentences", (None, None))
        if spoken is None or held is not spoken:
            catalogue = super().get_translations()
            if here is not None:
                here.sentences = spoken, catalogue
        return catalogue

    def gettext(self, string: str, **variables: Any) -> str:
        """The sentence, its places filled."""
        return str(super().gettext(string, **_apart(variables)))

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """The sentence for that number, its places filled."""
        return str(super().ngettext(singular, plural, num, **_apart(variables)))


class Tongues(Babel):  # type: ignore[misc]  # the library has no types
    """Translations whose sentences hold names apart."""

    @cached_property
    def domain_instance(self) -> Domain:
        """The sentences of this house: each catalogue is read once, not once in each request."""
        return Sentences(domain=self.domain)


@pass_eval_context
def _sentence(page: EvalContext, said: str, /, **variables: Any) -> Any:
    """`gettext` in templates. Jinja's own asks for the context of the place, and each call in a loop then copies it whole."""
    words = flask_babel.get_translations().ugettext(said)
    return (Markup(words) if page.autoescape else words) % _apart(variables)  # noqa: S704  # ours, and fills escaped


@pass_eval_context
def _sentences(page: EvalContext, one: str, many: str, number: int, /, **variables: Any) -> Any:
    """`ngettext` in templates."""
    words = flask_babel.get_translations().ungettext(one, many, number)
    return (Markup(words) if page.autoescape else words) % _apart({"num": number, **variables})  # noqa: S704  # as above


def install(app: Flask) -> None:
    """Sentences in templates hold names apart too. After Babel."""
    app.jinja_env.globals.update({"_": _sentence, "gettext": _sentence, "ngettext": _sentences})
