"""Who takes people over from a file: whoever keeps the entries. Each row asks for its own rights again."""

from __future__ import annotations

from typing import Any

from tenants.people import Actor


def can_import(actor: Actor, _thing: Any = None) -> bool:
    """The tenant admin."""
    return actor.is_admin


def may(by: Actor | None, rule: Any, *things: Any) -> bool:
    """Whether the operator's command acts, or `rule` allows it to `by`."""
    return by is None or bool(rule(by, *things))
