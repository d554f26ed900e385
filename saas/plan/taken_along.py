"""Handover notes as the employee takes them along: what the former manager wrote, and the answer."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas.plan.models import HandoverAnswer, HandoverNote
from saas.taken_along import Said, Told
from tenants import people
from tenants.isolation import among, session


def taken_along(handover_ids: Collection[UUID]) -> Told:
    """Of each of these the note and the answers to it. For the employee; three statements."""
    notes = list(session().scalars(select(HandoverNote).where(among(HandoverNote.handover_id, handover_ids))))
    answers = list(session().scalars(select(HandoverAnswer).where(among(HandoverAnswer.handover_id, handover_ids))))
    names = people.names({note.author_id for note in notes} | {answer.author_id for answer in answers})

    def name(key: UUID) -> str:
        return names[key].name if key in names else ""

    for note in notes:
        for on, words in ((_("Where things stand"), note.standing), (_("Promised and still open"), note.promised)):
            if words:
                yield note.handover_id, Said(on, words, name(note.author_id), note.at)
    for answer in answers:
        yield answer.handover_id, Said(_("Answer"), answer.words, name(answer.author_id), answer.at)
