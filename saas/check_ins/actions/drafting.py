"""Drafts: what is typed is kept as it is, field by field, so that two windows of one person can be told apart.

Each field remembers by prints how its text changed. A window that sends a field as it was shown has not touched it; one that
sends other words where another window wrote since is asked to look, and nothing of either is lost: the other's text is
stored, its own stays typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from saas.check_ins import policy, queries
from saas.check_ins.models import CheckIn, CheckInDraft
from saas.check_ins.sheets import CheckInSheet
from tenants.isolation import clock, get_locked, session
from tenants.law import require
from tenants.people import Actor

MARKS = 40
"""Changes of a field that are remembered: about half a minute of steady typing in another window."""


@dataclass(frozen=True)
class Saved:
    """A draft after a window's save: when, the version that the window holds now, and fields that another window wrote, too."""

    at: datetime
    version: int
    left_out: Mapping[str, str]
    """Field → what the other window wrote there."""


def save_draft(sheet: CheckInSheet, typed: Mapping[str, str], *, by: Actor, seen: int) -> Saved:
    """What this window shows is kept, joined field by field with what another window of the same person wrote since `seen`.

    Only the two, each in their own. A version that never was counts as the first.
    """
    require(policy.can_write(by, sheet))
    found = queries.draft(sheet.id)
    if found is None:
        get_locked(CheckIn, sheet.id)  # two windows begin at once: the second finds the first one's draft
        found = queries.draft(sheet.id)
    draft = get_locked(CheckInDraft, found.id) if found is not None else None
    if draft is None:
        draft = _begun(sheet, by)
    content, marks, left_out = dict(draft.content), dict(draft.marks), {}
    version = draft.version + 1
    for name, text in typed.items():
        stored = content.get(name, "")
        if text == stored:
            continue
        known = marks.get(name, [])
        if known and known[-1][0] > seen:
            shown = next((print_ for at, print_ in reversed(known) if at <= seen), _print(""))
            if shown == _print(text):
                continue
            if not text.startswith(stored):
                left_out[name] = stored
                continue
        content[name] = text
        marks[name] = [*known, [version, _print(text)]][-MARKS:]
    if content == draft.content:
        return Saved(draft.saved_at, draft.version if seen >= draft.version or not left_out else seen, left_out)
    draft.content, draft.marks, draft.version, draft.saved_at = content, marks, version, clock.now()
    session().flush()
    return Saved(draft.saved_at, version if not left_out else seen, left_out)


def _begun(sheet: CheckInSheet, by: Actor) -> CheckInDraft:
    """A new draft, on what was begun in one that was missed meanwhile."""
    earlier = queries.earlier_draft(sheet.check_in) if by.id == sheet.check_in.employee_id else None
    content = dict(earlier.content) if earlier is not None else {}
    made = CheckInDraft(
        check_in_id=sheet.id,
        author_id=by.id,
        content=content,
        marks={name: [[0, _print(text)]] for name, text in content.items()},
        version=1,
        saved_at=clock.now(),
    )
    if earlier is not None:
        session().delete(earlier)
    session().add(made)
    session().flush()
    return made


def drop_draft(check_in: CheckIn, *, by: Actor) -> None:
    """What was typed is said: the author's drafts of this check-in, and of missed ones before it, are gone."""
    before = select(CheckIn.id).where(
        CheckIn.rhythm_id == check_in.rhythm_id, CheckIn.state == "missed", CheckIn.id < check_in.id
    )
    mine = CheckInDraft.author_id == by.id
    this = CheckInDraft.check_in_id == check_in.id
    session().execute(delete(CheckInDraft).where(mine, this))
    if by.id == check_in.employee_id:
        session().execute(delete(CheckInDraft).where(mine, CheckInDraft.check_in_id.in_(before)))


def _print(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
