"""A field that takes a goal of the enterprise, or a key result of one, by words: nothing ever lists them all."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from tenants.web.fields import SearchInput
from tenants.web.forms import stripped


class GoalField(StringField):
    """What something contributes to. `enterprise.target(field.data)` says which goal or key result it is."""

    widget = SearchInput("enterprise/goals/find")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("description", _l("Type some words of a goal of your unit or company and choose."))
        kwargs["filters"] = [*kwargs.get("filters", []), lambda text: " ".join(stripped(text or "").split())]
        super().__init__(*args, **kwargs)
