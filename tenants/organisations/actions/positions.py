"""Positions: what is expected in a place, in words, level by level."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tenants import journal
from tenants.isolation import session
from tenants.law import require
from tenants.organisations import events, policy, queries, rules
from tenants.organisations.actions.checks import Errors, differing, taken
from tenants.organisations.models import Position
from tenants.organisations.policy import Asker
from tenants.organisations.states import POSITION


def make_position(*, title: str, words: str = "", criteria: list[dict[str, Any]] | None = None, by: Asker | None) -> Position:
    """A position exists. `criteria` are {"key" (or none), "title", "words": {level key: words}}. The tenant admin; Invalid."""
    require(policy.may(by, policy.can_manage))
    values = _checked(None, title, words, criteria or [])
    with queries.unless_taken(title=taken()):
        made = Position(state="open", **values)
        session().add(made)
    journal.record(events.PositionMade(), by=by, on=made)
    session().flush()
    return made


def change_position(
    position: Position,
    *,
    title: str,
    words: str,
    criteria: list[dict[str, Any]],
    by: Asker | None,
    seen: int | None = None,
) -> Position:
    """The position has this title, these words and criteria. The tenant admin; Stale, Invalid."""
    require(policy.may(by, policy.can_manage, position))
    position = queries.held(position, seen)
    values = _checked(position, title, words, criteria)
    what = differing(position, **values)
    if what:
        with queries.unless_taken(title=taken()):
            for name in what:
                setattr(position, name, values[name])
            position.version += 1
        journal.record(events.PositionChanged(), by=by, on=position)
        session().flush()
    return position


def _checked(mine: Position | None, title: str, words: str, criteria: list[dict[str, Any]]) -> dict[str, Any]:
    errors = Errors()
    others = {rules.folded(p.title): p.id for p in queries.positions()}
    values = {
        "title": errors.name("title", title, others, mine.id if mine else None),
        "words": errors.words("words", words),
    }
    levels = {level["key"] for level in queries.scale()}
    rows: list[dict[str, Any]] = []
    names: dict[str, UUID] = {}
    for n, criterion in enumerate(criteria):
        name = errors.name(f"criteria-{n}-title", str(criterion.get("title", "")), names)
        names[rules.folded(name)] = UUID(int=n)
        spoken = {
            key: errors.words(f"criteria-{n}-words-{key}", str(text), 1000)
            for key, text in criterion.get("words", {}).items()
            if key in levels and str(text).strip()
        }
        rows.append({"key": criterion.get("key") or "", "title": name, "words": spoken})
    if len(rows) > rules.CRITERIA:
        errors[""] = _("A position has at most %(n)s criteria.", n=rules.CRITERIA)
    errors.stop()
    known = [c["key"] for c in mine.criteria] if mine else []
    return {**values, "criteria": rules.keyed(rows, "c", known)}


def close_position(position: Position, *, by: Asker | None, seen: int | None = None) -> Position:
    """The position is given to nobody from now on; whoever holds it keeps it. The tenant admin; NotNow, Stale."""
    require(policy.may(by, policy.can_manage, position))
    position = queries.held(position, seen)
    POSITION.move(position, "close")
    journal.record(events.PositionClosed(), by=by, on=position)
    session().flush()
    return position


def reopen_position(position: Position, *, by: Asker | None, seen: int | None = None) -> Position:
    """The position can be given again. The tenant admin; NotNow, Stale."""
    require(policy.may(by, policy.can_manage, position))
    position = queries.held(position, seen)
    POSITION.move(position, "reopen")
    journal.record(events.PositionReopened(), by=by, on=position)
    session().flush()
    return position
