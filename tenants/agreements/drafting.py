"""Private drafts: one a party, saved step by step, so that two windows can be told apart and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from tenants.agreements import queries
from tenants.agreements.drafts import AgreementDraft, AgreementDraftStep
from tenants.agreements.lines import Shape
from tenants.agreements.merge import Merge, merge_windows
from tenants.agreements.models import Agreement, AgreementVersion
from tenants.agreements.rules import acts
from tenants.isolation import clock, get_locked, session
from tenants.law import NotNow, Refused
from tenants.people import Actor

STEPS_KEPT = 60
"""Earlier states of a draft that are kept: about a minute of steady typing in another window."""


@dataclass(eq=False)  # not frozen: Python notes the way of an exception on it
class Conflicting(Exception):
    """Two windows wrote the same lines: `merge` holds both, the page lets their author choose (409)."""

    draft: AgreementDraft
    merge: Merge


def take_draft(
    agreement: Agreement, *, by: Actor, content: dict[str, Any] | None = None, stands_for: UUID | None = None
) -> AgreementDraft:
    """The own draft: the one there is, or a new one on the newest version (`content` where there is none yet).

    Refuses where the table gives this side nothing to write now. `stands_for` is the party in whose place a deputy writes,
    in a draft of their own that is never proposed; the room above has asked whether they may.
    """
    side = stands_for or by.id
    found = queries.draft(agreement.id)
    if found is not None:
        return found
    amendment = queries.open_amendment(agreement.id) if agreement.state == "agreed" else None
    if side not in agreement.parties:
        raise Refused(_("Only the two who agree may do this."))
    if "draft" not in acts(agreement, amendment, side):
        raise NotNow(_("There is nothing to write at the moment: the other side is to answer."))
    base: AgreementVersion | None = (amendment or agreement).last_version
    made = AgreementDraft(
        agreement_id=agreement.id,
        author_id=by.id,
        based_on_id=base.id if base else None,
        based_on=base,
        content=base.content if base else (content or {}),
        saved_at=clock.now(),
    )
    session().add(made)
    session().flush()
    _keep_step(made)
    return made


@dataclass(frozen=True)
class Saved:
    """A draft after a window's save, and the step that holds what this very window shows."""

    draft: AgreementDraft
    seen: int

    @property
    def is_alone(self) -> bool:
        """The window shows all that is stored: no other window's lines were joined with its own."""
        return self.seen == self.draft.version


def save_draft(
    draft: AgreementDraft,
    mine: dict[str, Any],
    *,
    seen: int,
    shape: Shape,
    sound: Callable[[dict[str, Any]], dict[str, Any]] = dict,
    based_on: AgreementVersion | None = None,
) -> Saved:
    """The draft holds what this window wrote, merged with what another window wrote since `seen`.

    A window that writes on without loading the page again still shows its own fields as they were, so what it shows is
    kept as a step of its own: from there its next changes are told apart, and the other's lines stay.
    `sound` is asked for what will be stored and may refuse it. With `based_on` the draft rests on that version from now
    on. Raises Conflicting where both wrote the same line; then nothing is saved and both stand in the error.
    """
    fresh = get_locked(AgreementDraft, draft.id)
    if fresh is None:
        raise NotNow(_("This draft has been proposed or discarded in another window."))
    if seen == fresh.version:
        return Saved(write_draft(fresh, sound(mine), based_on=based_on), fresh.version)
    base = queries.step(fresh, seen)
    merged = merge_windows(base.content if base else {}, mine, fresh.content, shape)
    if not merged.is_clean:
        raise Conflicting(fresh, merged)
    content = sound(cast(dict[str, Any], merged.content))
    if content == mine or mine == fresh.content:
        return Saved(write_draft(fresh, content, based_on=based_on), fresh.version)
    stored, fresh.content = fresh.content, mine
    shown = _advance(fresh)
    fresh.content = stored
    return Saved(write_draft(fresh, content, based_on=based_on, anyway=True), shown)


def write_draft(
    draft: AgreementDraft, content: dict[str, Any], *, based_on: AgreementVersion | None = None, anyway: bool = False
) -> AgreementDraft:
    """The draft holds exactly `content`; with `based_on` it rests on that version from now on."""
    if based_on is not None:
        draft.based_on_id, draft.based_on = based_on.id, based_on
    if content != draft.content or based_on is not None or anyway:
        draft.content = content
        draft.saved_at = clock.now()
        _advance(draft)
    return draft


def _advance(draft: AgreementDraft) -> int:
    """What the draft holds now is its next step; the number of it."""
    draft.version += 1
    session().flush()
    _keep_step(draft)
    return draft.version


def base_of(draft: AgreementDraft, seen: int) -> dict[str, Any]:
    """What the window that saw version `seen` of the draft was shown."""
    if seen == draft.version:
        return draft.content
    found = queries.step(draft, seen)
    return found.content if found else {}


def _keep_step(draft: AgreementDraft) -> None:
    kept = AgreementDraftStep(draft_id=draft.id, author_id=draft.author_id, version=draft.version, content=draft.content)
    session().add(kept)
    session().flush()
    if draft.version > STEPS_KEPT:
        old = AgreementDraftStep.version <= draft.version - STEPS_KEPT
        session().execute(delete(AgreementDraftStep).where(AgreementDraftStep.draft_id == draft.id, old))


def drop_draft(draft: AgreementDraft) -> None:
    """The draft has become a version, or is not wanted any more."""
    session().execute(delete(AgreementDraftStep).where(AgreementDraftStep.draft_id == draft.id))
    session().delete(draft)
    session().flush()


def draft_id_of(agreement_id: UUID) -> UUID | None:
    """The id of the own draft, or None."""
    found = queries.draft(agreement_id)
    return found.id if found else None
