"""One's own drafts; the database shows nobody any other."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from saas.check_ins.models import CheckIn, CheckInDraft
from tenants.isolation import person_id, session


def draft(check_in_id: UUID) -> CheckInDraft | None:
    """What whoever acts is typing into this check-in, or None."""
    mine = CheckInDraft.check_in_id == check_in_id, CheckInDraft.author_id == person_id()
    return session().scalars(select(CheckInDraft).where(*mine)).one_or_none()


def earlier_draft(check_in: CheckIn) -> CheckInDraft | None:
    """What they had begun to type into an earlier one of the pair, which was missed meanwhile: the latest, or None."""
    query = select(CheckInDraft).join(CheckIn, CheckIn.id == CheckInDraft.check_in_id)
    query = query.where(
        CheckInDraft.author_id == person_id(),
        CheckIn.rhythm_id == check_in.rhythm_id,
        CheckIn.state == "missed",
        CheckIn.id < check_in.id,
    )
    return session().scalars(query.order_by(CheckIn.id.desc()).limit(1)).one_or_none()
