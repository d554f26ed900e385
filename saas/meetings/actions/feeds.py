"""A person's private calendar address: made, made anew, ended."""

from __future__ import annotations

from saas.meetings import queries
from saas.meetings.events import FeedEnded, FeedMade
from saas.meetings.writings import MeetingFeed
from tenants.isolation import clock, get_locked, session
from tenants.journal import record
from tenants.people import Actor, Person
from tenants.sign_in.tokens import new_token


def make_feed(*, by: Actor, with_names: bool = False) -> str:
    """The actor has a private calendar address; returns its key, which is told once and kept nowhere. An earlier one answers no
    more.
    """
    get_locked(Person, by.id)
    end_feed(by=by)
    token, digest = new_token()
    made = MeetingFeed(person_id=by.id, token_hash=digest, with_names=with_names, made_at=clock.now())
    session().add(made)
    session().flush()
    record(FeedMade(), by=by, on=made, about=by.id)
    return token


def end_feed(*, by: Actor) -> None:
    """The actor's calendar address answers no more."""
    found = queries.feed_of(by.id)
    if found is None:
        return
    found.ended_at = clock.now()
    session().flush()
    record(FeedEnded(), by=by, on=found, about=by.id)
