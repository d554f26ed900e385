"""Names and words in two directions: what reads from right to left stands in a sentence without turning its neighbours around.

In markup a name stands in `<bdi>` (the macros of `components/face.html`). Inside a translated sentence, which may be a title
or a mail's subject as well, it stands between the two signs that Unicode has for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from flask import Flask
from flask_babel import Babel, Domain
from jinja2 import pass_context
from jinja2.runtime import Context
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

    def gettext(self, string: str, **variables: Any) -> str:
        """The sentence, its places filled."""
        return str(super().gettext(string, **_apart(variables)))

    def ngettext(self, singular: str, plural: str, num: int, **variables: Any) -> str:
        """The sentence for that number, its places filled."""
        return str(super().ngettext(singular, plural, num, **_apart(variables)))


class Tongues(Babel):  # type: ignore[misc]  # the library has no types
    """Translations whose sentences hold names apart."""

    @property
    def domain_instance(self) -> Domain:
        """The sentences of this house."""
        return Sentences(domain=self.domain)


def install(app: Flask) -> None:
    """Sentences in templates hold names apart too. After Babel."""

    def apart(fill: Callable[..., Any]) -> Callable[..., Any]:
        @pass_context
        def sentence(context: Context, *words: Any, **variables: Any) -> Any:
            return fill(context, *words, **_apart(variables))

        return sentence

    for name in ("gettext", "ngettext"):
        app.jinja_env.globals[name] = apart(cast(Callable[..., Any], app.jinja_env.globals[name]))
