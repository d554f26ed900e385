"""The way around: links to what exists and concerns the one who asks. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from saas import plan_template
from tenants.find import Hit, Source, tokens
from tenants.people import Actor
from tenants.web import current


@dataclass(frozen=True)
class Link:
    """One line of the navigation."""

    url: str
    label: Any
    icon: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Entry:
    """Where a link leads, and who has it."""

    endpoint: str
    label: Any
    icon: str
    has: Callable[[Actor], bool] = lambda _actor: True


def _is_hr(actor: Actor) -> bool:
    return actor.is_hr


def _sets_up(actor: Actor) -> bool:
    return actor.is_admin or actor.is_hr


SECTIONS: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        None,
        (
            Entry("home.index", _l("Home"), "house"),
            Entry("home.me", _l("My cycle"), "sprout"),
            Entry("plan.plans", _l("My plans"), "signature"),
            Entry("notices.inbox", _l("Notices"), "bell"),
            Entry("reports.index", _l("My papers"), "file-text"),
        ),
    ),
    (
        _l("Conversations"),
        (
            Entry("meetings.index", _l("1:1s"), "calendar"),
            Entry("check_ins.index", _l("Check-ins"), "activity"),
            Entry("feedback.received", _l("Feedback"), "messages-square"),
            Entry("performance_file.index", _l("File"), "book-open"),
        ),
    ),
    (_l("Managing"), (Entry("home.team", _l("My team"), "users", lambda actor: actor.is_manager),)),
    (
        _l("HR desk"),
        (
            Entry("home.desk", _l("Desk"), "inbox", _is_hr),
            Entry("plan_template.index", _l("Plan templates"), "file-text", plan_template.policy.can_list),
        ),
    ),
    (
        _l("The organisation"),
        (
            Entry("enterprise.index", _l("Goals"), "goal"),
            Entry("alignment.tree", _l("Alignment"), "network"),
            Entry("cycle.index", _l("Cycles"), "refresh-cw"),
            Entry("home.people", _l("People"), "users-round"),
        ),
    ),
    (_l("The house"), (Entry("people.settings", _l("Settings"), "settings", _sets_up),)),
)

OWN: tuple[Entry, ...] = (
    Entry("people.profile", _l("About me"), "user-round"),
    Entry("people.deputies", _l("Deputies"), "users"),
    Entry("sign_in.sessions", _l("Where I am signed in"), "shield-check"),
)


def _exists(entry: Entry, actor: Actor) -> bool:
    return entry.endpoint in current_app.view_functions and entry.has(actor)


def _current(urls: list[str]) -> str | None:
    """The address of the link whose page this is, or below which it lies: the longest that fits."""
    here, root = request.script_root + request.path, request.script_root + "/"
    fitting = [url for url in urls if here == url or (url != root and here.startswith(url.rstrip("/") + "/"))]
    return max(fitting, key=len, default=None)


def links(actor: Actor) -> list[tuple[Any, list[Link]]]:
    """The sections of the navigation that `actor` has. Home bears the number of things that wait, where it is known."""
    chosen = [(heading, [e for e in entries if _exists(e, actor)]) for heading, entries in SECTIONS]
    urls = {e.endpoint: url_for(e.endpoint) for _heading, entries in chosen for e in entries}
    here = _current(list(urls.values()))

    def link(entry: Entry) -> Link:
        url = urls[entry.endpoint]
        waiting = g.get("waiting") if entry.endpoint == "home.index" else None
        return Link(url, entry.label, entry.icon, url == here, waiting or None)

    return [(heading, [link(e) for e in entries]) for heading, entries in chosen if entries]


def own_links(actor: Actor) -> list[Link]:
    """Links about the account of the one who asks; in a demo also their mail."""
    found = [Link(url_for(e.endpoint), e.label, e.icon) for e in OWN if _exists(e, actor)]
    where = current.organisation()
    if where and where.demo and "mail.letters" in current_app.view_functions:
        found.append(Link(url_for("mail.letters"), _("My mail in this demo"), "mail"))
    return found


def pages(actor: Actor, q: str, at_most: int) -> list[Hit]:
    """The pages that `actor` has and whose names bear every word of `q`, each word as the beginning of one."""
    wanted = tokens(q)
    found = []
    for heading, some in (*links(actor), ("", own_links(actor))):
        for link in some:
            words = tokens(str(link.label), str(heading or ""))
            if all(any(word.startswith(each) for word in words) for each in wanted):
                found.append(Hit(link.url.removeprefix(request.script_root), str(link.label), str(heading or ""), link.icon))
    return found[:at_most]


FOUND = Source(_l("Pages"), pages)


def install(app: Flask) -> None:
    """Give every page its navigation."""

    @app.context_processor
    def _around() -> dict[str, Any]:
        actor, where = current.actor_or_none(), current.organisation()
        around: dict[str, Any] = {"actor": actor, "organisation": where}
        if actor is None or where is None:
            return around
        return around | {"nav": links(actor), "me_links": own_links(actor)}
