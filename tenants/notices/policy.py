"""An inbox is a person's own; so is their mail."""

from __future__ import annotations

from tenants.notices.models import Mail, Notice
from tenants.people import Actor


def can_read_notice(actor: Actor, notice: Notice) -> bool:
    """A notice is seen by the person it was written for, and by nobody else."""
    return notice.person_id == actor.id


def can_read_mail(actor: Actor, mail: Mail) -> bool:
    """A mail is seen by the person it went to, and by nobody else."""
    return mail.person_id == actor.id
