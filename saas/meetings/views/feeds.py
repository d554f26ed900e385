"""The private calendar feed: its page, its key, and what it answers to whoever holds the key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, abort, current_app, flash, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from saas.meetings import actions, calendars, forms, queries
from saas.meetings.views.common import bp, calendar
from tenants import organisations, people
from tenants.isolation import clock
from tenants.sign_in.tokens import hashed
from tenants.web import answer, current, done, gate, public
from tenants.web.gates import anybody

BACK = timedelta(days=90)


@bp.get("/calendar")
@gate(None, anybody)
def feed() -> Any:
    """The reader's calendar address: whether there is one, and making or ending it."""
    found = queries.feed_of(current.actor().id)
    return answer("meetings/calendar.html", feed=found, url=None, form=forms.FeedForm())


@bp.post("/calendar/feeds")
@gate(None, anybody)
def make_feed() -> Any:
    """A new calendar address, told this once; an earlier one answers no more."""
    form = forms.FeedForm(request.form)
    token = actions.make_feed(by=current.actor(), with_names=bool(form.with_names.data))
    base = current_app.config["SETTINGS"].base_url
    url = f"{base}{url_for('calendar.ics', token=token)}"
    found = queries.feed_of(current.actor().id)
    return answer("meetings/calendar.html", status=201, feed=found, url=url, form=forms.FeedForm())


@bp.post("/calendar/endings")
@gate(None, anybody)
def end_feed() -> Any:
    """The address answers no more."""
    actions.end_feed(by=current.actor())
    flash(_("Your calendar address answers no more. Calendars that used it are left with what they have."))
    return done(url_for("meetings.feed"))


@calendar.get("/<token>.ics")
@public("whoever holds the key of a feed reads times of 1:1s, and names only where its owner chose so")
def ics(token: str) -> Any:
    """The 1:1s of whoever's key this is, from three months ago on; 404 for a key that ended or never was."""
    found = queries.feed_by(hashed(token))
    if found is None or found.person.state == "left":
        abort(404)
    organisation = organisations.organisation()
    actor = people.load_actor(found.person, organisation.time_zone)
    meetings = queries.in_feed(actor, clock.now() - BACK)
    base = f"{current_app.config['SETTINGS'].base_url}/o/{organisation.slug}"
    with force_locale(found.person.language or organisation.language or "en"):
        content = calendars.feed(meetings, actor.id, with_names=found.with_names, base=base)
    answered = Response(content, mimetype="text/calendar")
    answered.headers["Cache-Control"] = "private, no-store"
    return answered
