"""Notices: what happened that concerns a person, in their inbox and by mail, in their language.

Other rooms call `tell`; the words of each kind are registered once. Promises: a person sees their own notices and
mail and nobody else's; a mail holds a link and never private content; one mail is one row. What waits unread comes in
one letter on a working day at eight; who wants fewer letters says so.
"""

from __future__ import annotations

from flask import Blueprint

from tenants.notices import chores as chores  # their import makes the chores and the job known
from tenants.notices import delivery as delivery
from tenants.notices.actions import Telling, choose, mail, settle, settle_all, tell, tell_all, tell_each
from tenants.notices.models import Mail, Notice, NoticeChoice
from tenants.notices.queries import is_told, latest, unread
from tenants.notices.words import Attachment, kinds, register


def blueprints() -> tuple[Blueprint, ...]:
    """The pages of this room."""
    from tenants.notices import views

    return (views.bp, views.post)


__all__ = [
    "Attachment", "Mail", "Notice", "NoticeChoice", "Telling", "blueprints", "choose", "is_told", "kinds", "latest", "mail",
    "register", "settle", "settle_all", "tell", "tell_all", "tell_each", "unread",
]  # fmt: skip
