"""What the room forgets once a day: mail after 90 days, notices after a year."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, exists, select

from tenants import jobs
from tenants.isolation import clock, session
from tenants.notices.actions import MAIL_KEPT, NOTICE_KEPT
from tenants.notices.models import Mail, Notice


@jobs.chore("mail")
def forget_mail(most: int) -> int:
    """Mail that was asked for more than 90 days ago is gone, sent or not."""
    return _forget(Mail, Mail.asked_at < clock.now() - MAIL_KEPT, most)


@jobs.chore("notices")
def forget_notices(most: int) -> int:
    """Notices older than a year are gone, but for those that a kept mail stands on."""
    over = Notice.created_at < clock.now() - NOTICE_KEPT
    return _forget(Notice, over & ~exists().where(Mail.notice_id == Notice.id), most)


def _forget(model: Any, over: Any, most: int) -> int:
    gone: Any = session().execute(delete(model).where(model.id.in_(select(model.id).where(over).limit(most))))
    return int(gone.rowcount)
