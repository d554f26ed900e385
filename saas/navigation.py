"""The way around: links to what exists and concerns the one who asks. Asks the database nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from coaching_library import Task, audience, library, threads
from saas import plan_template
from tenants.find import Hit, Source, tokens
from tenants.people import Actor
from tenants.web import current
from tenants.web.frames import drawn


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
    also: frozenset[str] = frozenset()
    """Pages that belong to it, whatever their addresses: those of the work on a desk that lie in the room of its readers."""


def _is_hr(actor: Actor) -> bool:
    return actor.is_hr


def _learns(actor: Actor) -> bool:
    return actor.is_manager or audience.keeps(actor)


def _help(has: Callable[[Actor], bool]) -> tuple[Entry, ...]:
    """Questions, guides and policies, which everybody has; those who lead find them as what they learn by."""
    return (
        Entry("threads.mine", _l("Questions"), "circle-question-mark", has),
        Entry("library.index", _l("Library"), "compass", has),
        Entry("policies.index", _l("Policies"), "book-open", has),
    )


def _sets_up(actor: Actor) -> bool:
    return actor.is_admin or actor.is_hr


QUEUE = frozenset(
    f"threads.{each}"
    for each in (
        "page", "mark", "widening", "article", "same", "service",
        "replies", "new_reply", "reply_page", "make_reply", "change_reply", "cards", "card",
    )
)  # fmt: skip
SHELVES = frozenset(f"library.{each}" for each in ("new", "make", "edit", "change", "new_import", "upload", "import_page"))
CHAMBER = frozenset({"policies.new", "policies.make"})
"""Pages of the work on each desk: HR's queue, the library's desk, that of policies."""


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
    (_l("Learning to manage"), (*_help(_learns), Entry("library.learning", _l("My learning"), "milestone", _learns))),
    (_l("Help"), _help(lambda actor: not _learns(actor))),
    (_l("Managing"), (Entry("home.team", _l("My team"), "users", lambda actor: actor.is_manager),)),
    (
        _l("HR desk"),
        (
            Entry("home.desk", _l("Desk"), "inbox", _is_hr),
            Entry("plan_template.index", _l("Plan templates"), "file-text", plan_template.policy.can_list),
            Entry("threads.desk", _l("HR’s queue"), "messages-square", _is_hr, QUEUE),
            Entry("library.desk", _l("Library desk"), "pen-line", library.policy.keeps, SHELVES),
            Entry("policies.desk", _l("Policy desk"), "scale", audience.keeps, CHAMBER),
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


ASKED_FROM: dict[str, Any] = {
    "alignment": _l("Alignment"), "check_ins": _l("Check-in"), "cycle": _l("Cycle"), "enterprise": _l("Goal"),
    "feedback": _l("Feedback"), "home.index": _l("Home"), "home.me": _l("My cycle"), "home.people": _l("People"),
    "home.team": _l("My team"), "library.index": _l("Library"), "meetings": _l("1:1"), "people.settings": _l("Settings"),
    "performance_file": _l("Performance file"), "plan": _l("Plan"), "plan_template": _l("Plan template"),
    "policies": _l("Policy"), "reports.index": _l("My papers"),
}  # fmt: skip
"""Rooms and pages from which one asks about what lies before one, and what HR reads that it is: never a name."""
KEPT: dict[str, Callable[[Actor], bool]] = {"library": audience.keeps, "plan_template": _is_hr, "policies": audience.keeps}
"""Rooms that some keep themselves: HR is not told to ask HR about them."""


def asks_at(actor: Actor, task: str = "") -> str | None:
    """Where one asks about the page that one reads, which goes along, as does the step (the value of a Task); None where there
    is nothing to ask about, for whoever keeps the room, and for whom there is nobody to ask.
    """
    room = request.blueprint or ""
    label = ASKED_FROM.get(request.endpoint or "") or ASKED_FROM.get(room)
    if label is None or request.method != "GET" or actor.is_hr_head or not threads.policy.can_ask(actor):
        return None
    if room in KEPT and KEPT[room](actor):
        return None
    if task:
        label = _("%(room)s: %(step)s", room=label, step=Task(task).label)
    return url_for("threads.new", task=task or None, label=label, path=request.path)


Chosen = tuple[tuple[Any, tuple[Entry, ...]], ...]


def _chosen(actor: Actor) -> Chosen:
    """The sections that `actor` has."""
    sections = ((heading, tuple(e for e in entries if _exists(e, actor))) for heading, entries in SECTIONS)
    return tuple((heading, entries) for heading, entries in sections if entries)


def _current(chosen: Chosen) -> str | None:
    """The endpoint of the link whose page this is, or below which it lies: one that says so, else that of the longest path
    that fits.
    """
    entries = [entry for _heading, some in chosen for entry in some]
    said = next((each.endpoint for each in entries if request.endpoint in each.also), None)
    if said is not None:
        return said
    here, paths, endpoints = request.path, _paths(current_app), [each.endpoint for each in entries]
    fitting = [each for each in endpoints if here == paths[each] or (paths[each] != "/" and here.startswith(paths[each] + "/"))]
    return max(fitting, key=lambda each: len(paths[each]), default=None)


def _paths(app: Flask) -> dict[str, str]:
    """The path of each link inside an organisation, without its last slash: the same in all of them."""
    found: dict[str, str] = app.extensions.setdefault("paths_of_links", {})
    if not found:
        for entry in (each for _heading, entries in SECTIONS for each in entries if each.endpoint in app.view_functions):
            found[entry.endpoint] = url_for(entry.endpoint).removeprefix(request.script_root).rstrip("/") or "/"
    return found


def _links(chosen: Chosen, here: str | None, waiting: int | None) -> list[tuple[Any, list[Link]]]:
    def link(entry: Entry) -> Link:
        count = waiting if entry.endpoint == "home.index" else None
        return Link(url_for(entry.endpoint), entry.label, entry.icon, entry.endpoint == here, count or None)

    return [(heading, [link(each) for each in entries]) for heading, entries in chosen]


def side(actor: Actor) -> Markup:
    """The sections of the navigation that `actor` has, drawn. Home bears the number of things that wait, where it is known."""
    chosen = _chosen(actor)
    endpoints = tuple(entry.endpoint for _heading, entries in chosen for entry in entries)
    here, waiting = _current(chosen), g.get("waiting")
    return drawn("layouts/_side.html", (endpoints, here, waiting), lambda: {"nav": _links(chosen, here, waiting)})


def own_links(actor: Actor, demo: bool) -> list[Link]:
    """Links about the account of the one who asks; in a demo also their mail."""
    found = [Link(url_for(e.endpoint), e.label, e.icon) for e in OWN if _exists(e, actor)]
    if demo and "mail.letters" in current_app.view_functions:
        found.append(Link(url_for("mail.letters"), _("My mail in this demo"), "mail"))
    return found


def own_side(actor: Actor, demo: bool) -> Markup:
    """The same, drawn."""
    endpoints = tuple(e.endpoint for e in OWN if _exists(e, actor))
    return drawn("layouts/_side.html", (endpoints, demo), lambda: {"links": own_links(actor, demo)})


def pages(actor: Actor, q: str, at_most: int) -> list[Hit]:
    """The pages that `actor` has and whose names bear every word of `q`, each word as the beginning of one."""
    wanted = tokens(q)
    found = []
    where = current.organisation()
    for heading, some in (*_links(_chosen(actor), None, None), ("", own_links(actor, bool(where and where.demo)))):
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
        own = partial(own_side, actor, where.demo)
        return around | {"side": partial(side, actor), "own_side": own, "asks_at": partial(asks_at, actor)}
