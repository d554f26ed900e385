"""For whom something in the library or a policy is written, and hence who reads it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from tenants.people import Actor

EVERYONE, MANAGERS, HR = "everyone", "managers", "hr"

LABELS: dict[str, Any] = {
    EVERYONE: _l("Everyone"),
    MANAGERS: _l("Line managers and HR"),
    HR: _l("HR only"),
}
"""From the widest to the narrowest."""


def keeps(actor: Actor) -> bool:
    """Whoever writes for others: HR partners, heads of HR, and whoever may publish."""
    return actor.is_hr or "publish" in actor.grants


def reads(actor: Actor, audience: str) -> bool:
    """Everyone reads what is for everyone; line managers what is for them; keepers everything. A tenant admin is everyone."""
    return audience == EVERYONE or keeps(actor) or (audience == MANAGERS and actor.is_manager)


def read_by(actor: Actor) -> tuple[str, ...]:
    """The audiences whose content the actor reads: for a condition in a query."""
    return tuple(each for each in LABELS if reads(actor, each))


def choices() -> list[tuple[str, Any]]:
    """For a field."""
    return list(LABELS.items())
