"""Replies that HR uses again: one's own, or shared with all of HR."""

from __future__ import annotations

from flask_babel import gettext as _

from coaching_library.threads import events, policy, rules
from coaching_library.threads.models import SavedReply
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor


def keep_reply(
    title: str, words: str, *, shared: bool, by: Actor, reply: SavedReply | None = None, seen: int | None = None
) -> SavedReply:
    """The words are kept to use again, by the actor or by all of HR; with `reply` that one reads so from now on.

    HR, and for a change whoever wrote it. Invalid without title or words; Stale, NotNow where it is gone.
    """
    require(policy.works_in_hr(by) and (reply is None or policy.can_change_reply(by, reply)))
    title, words = rules.title(title), rules.body(words)
    errors = {
        "title": rules.title_problem(title, _("Give it a name by which you find it.")),
        "words": rules.words_problem(words, _("Write the reply.")),
    }
    errors = {name: text for name, text in errors.items() if text}
    if errors:
        raise Invalid(errors)
    if reply is None:
        kept = SavedReply(author_id=by.id, title=title, words=words, shared=shared, changed_at=clock.now(), version=1)
        session().add(kept)
    else:
        kept = _held(reply, seen)
        kept.title, kept.words, kept.shared, kept.changed_at = title, words, shared, clock.now()
        kept.version += 1
    session().flush()
    record(events.SavedReplyKept(shared), by=by, on=kept)
    return kept


def drop_reply(reply: SavedReply, *, by: Actor) -> None:
    """The reply is gone; what was answered with it stays. Whoever wrote it; a second click changes nothing."""
    require(policy.can_change_reply(by, reply))
    fresh = get_locked(SavedReply, reply.id)
    if fresh is not None:
        session().delete(fresh)
        session().flush()
        record(events.SavedReplyDropped(), by=by, on=reply)


def _held(reply: SavedReply, seen: int | None) -> SavedReply:
    fresh = get_locked(SavedReply, reply.id)
    if fresh is None:
        raise NotNow(_("You let this reply go in another window."))
    if seen is not None and seen != fresh.version:
        raise Stale(fresh, seen)
    return fresh
