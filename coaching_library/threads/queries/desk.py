"""Saved replies and cards by their ids."""

from __future__ import annotations

from uuid import UUID

from coaching_library.threads.models import QuestionCard, QuestionDraft, QuestionWidening, SavedReply
from tenants.isolation import get


def reply(reply_id: UUID, **_address: object) -> SavedReply | None:
    """The saved reply with this id, one's own or a shared one, or None."""
    return get(SavedReply, reply_id)


def card(card_id: UUID, **_address: object) -> QuestionCard | None:
    """The card with this id, or None."""
    return get(QuestionCard, card_id)


def draft(draft_id: UUID, **_address: object) -> QuestionDraft | None:
    """The own draft with this id, or None."""
    return get(QuestionDraft, draft_id)


def widening(widening_id: UUID, **_address: object) -> QuestionWidening | None:
    """The proposal with this id, or None."""
    return get(QuestionWidening, widening_id)
