"""How templates run: Jinja as Flask sets it up, without what it does again for each import and each call in a row."""

from __future__ import annotations

from collections.abc import MutableMapping
from types import FunctionType, MethodType
from typing import Any

from flask.templating import Environment
from jinja2 import pass_eval_context
from jinja2.runtime import Context, Macro

PLAIN = (FunctionType, MethodType)
ASKS = "jinja_pass_arg"
EVAL = pass_eval_context(lambda _page: None).__dict__[ASKS]
"""How Jinja marks a function that asks for the place it is called from: whether it is escaped there."""


class PageContext(Context):
    """A template's context. Macros, functions and methods, all that a row calls, are called straight away."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # Jinja's signature
        """Call it, with what it asks to be given."""
        kind = type(__obj)
        wants = EVAL if kind is Macro else getattr(__obj, ASKS, None) if kind in PLAIN else kind
        if wants is not None and wants is not EVAL:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(__self.eval_ctx, *args, **kwargs) if wants is EVAL else __obj(*args, **kwargs)


class PageEnvironment(Environment):
    """The environment of all templates. None of them has globals of its own, so all share one mapping.

    Jinja's own puts an empty layer on it for each template, and goes through that layer name by name at each import.
    """

    context_class = PageContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: the environment's, unless it is given some of its own."""
        return super().make_globals(d) if d else self.globals
