"""What the pages of this room share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for
from flask_babel import lazy_gettext as _l

from saas.performance_file import policy, queries, rules, spoken, words
from saas.performance_file.private import FileDraft
from saas.performance_file.sheets import EntrySheet, Sheet
from tenants import people
from tenants.isolation import clock, session
from tenants.law import NotNow, Stale, told
from tenants.people import Deputyship, Person
from tenants.web import current

bp = Blueprint("performance_file", __name__, url_prefix="/performance-file")


LABELS: dict[str, Any] = {
    "respond": _l("Your response"),
    "contest": _l("What is not right about it?"),
    "settle": _l("A word with it"),
    "stand": _l("Why do you stay with it?"),
}
"""What one may say to an entry, and how its field is called."""


def file_url(sheet: Sheet, anchor: str | None = None) -> str:
    """The address of a file's timeline."""
    return url_for("performance_file.timeline", file_id=sheet.id, _anchor=anchor)


def entry_url(entry_id: UUID, anchor: str | None = None) -> str:
    """The address of an entry's page."""
    return url_for("performance_file.entry", entry_id=entry_id, _anchor=anchor)


def draft_url(draft: FileDraft, anchor: str | None = None) -> str:
    """The address of a draft."""
    return url_for("performance_file.draft", file_draft_id=draft.id, _anchor=anchor)


def load_file(file_id: UUID, **_address: object) -> Sheet | None:
    """The file of an address."""
    return queries.file_sheet(file_id)


def load_entry(entry_id: UUID, **_address: object) -> EntrySheet | None:
    """The entry of an address, as far as the reader may hear what was said to it."""
    return queries.entry_sheet(entry_id, current.actor())


def fresh_entry(one: EntrySheet) -> EntrySheet:
    """The entry as it stands now, after something has changed."""
    session().expire_all()
    found = load_entry(one.id)
    assert found is not None, "an entry is never deleted"
    return found


def deputies_of(sheet: Sheet) -> list[Deputyship]:
    """Who stands in for the manager today and reads along, while the two work together."""
    found = people.deputies_of([sheet.file.manager_id]) if sheet.is_led else []
    return [each for each in found if each.deputy_id not in sheet.file.parties]


def helpers() -> dict[str, Any]:
    """Functions and words for templates of this room."""
    return {
        "kinds": words.KINDS,
        "icons": words.ICONS,
        "arrived": spoken.arrived,
        "host_of": rules.host_of,
        "clock_now": clock.now(),
        "read_it": words.READ_IT,
    }


def names_for(entries: list[EntrySheet]) -> dict[UUID, Person]:
    """The names that sentences of these entries need: none, or one statement."""
    wanted = spoken.people_in(entries)
    return people.names(wanted) if wanted else {}


def waits_for(one: EntrySheet) -> UUID | None:
    """Whose turn it is in the contest of an entry, while one is open and the two work together."""
    contest = one.contest
    if contest is None or contest.state != "contested" or one.is_withdrawn or not one.sheet.is_led:
        return None
    return one.entry.other(UUID(contest.settled_by[0]) if contest.settled_by else contest.by_id)


def acts_of(one: EntrySheet) -> frozenset[str]:
    """What the reader may do with an entry now."""
    actor, found = current.actor(), set()
    is_open = one.is_open(clock.now())
    if one.is_withdrawn:
        return frozenset()
    if policy.can_edit(actor, one):
        found |= {"edit", "withdraw"} if is_open else {"correct"}
    if policy.can_respond(actor, one):
        found.add("respond")
    if policy.can_contest(actor, one) and one.contest is None:
        found.add("contest")
    if one.contest is not None and one.contest.state == "contested":
        if policy.can_settle(actor, one) and one.sheet.is_led and str(actor.id) not in one.contest.settled_by:
            found.add("settle")
        if policy.can_stand(actor, one):
            found.add("stand")
    return frozenset(found)


def seen_version(name: str = "version") -> int:
    """The version that the sent form was made for; -1, which nothing has, where it does not say."""
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def says(no: Stale | NotNow, otherwise: str) -> str:
    """Why something can't be done now, in one sentence."""
    return told(no) or otherwise
