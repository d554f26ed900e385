"""What is said to an entry: responses; that it is not right, and how that ends. Nothing of it is ever changed."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from saas.performance_file import events, policy, queries, rules
from saas.performance_file.models import FileContest, FileEntry, FileSaying
from saas.performance_file.sheets import EntrySheet
from saas.performance_file.states import CONTEST
from tenants import notices
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


def respond(one: EntrySheet, words: str, *, by: Actor) -> FileSaying:
    """The answer stands beside the entry; the other side is told. Either of the two, also to what they wrote themselves.

    NotNow where the entry was taken back; Invalid without words.
    """
    require(policy.can_respond(by, one))
    entry = _there(one)
    made = _say(entry, "response", _said(words, _("Write what you want to say to it.")), by)
    record(events.EntryResponded(), by=by, on=entry, about=entry.employee_id)
    _tell("file.responded", one, by)
    return made


def contest(one: EntrySheet, words: str, *, by: Actor) -> FileContest:
    """The side that did not write it says that the entry is not right, and why: both are shown together from now on.

    Where the two work together no longer, it stands at once. NotNow where it was contested before or taken back; Invalid
    without a reason. Nobody else may.
    """
    require(policy.can_contest(by, one))
    entry = _there(one)
    reason = _said(words, _("Write what is not right about it."))
    if queries.locked_contest(entry.id) is not None:
        raise NotNow(_("This entry was contested already. Say in a response what comes to it."))
    made = FileContest(entry_id=entry.id, by_id=by.id, since=clock.now())
    session().add(made)
    session().flush()
    _say(entry, "contest", reason, by)
    record(events.EntryContested(), by=by, on=entry, about=entry.employee_id)
    _tell("file.contested", one, by, mail=True)
    if not one.sheet.is_led:  # nobody is there to settle it with
        CONTEST.move(made, "stand")
        session().flush()
        record(events.ContestStands(), by=None, on=entry, about=entry.employee_id)
    return made


def settle(one: EntrySheet, words: str, *, by: Actor, seen: int | None = None) -> FileContest:
    """One of the two says that the contest is settled; once both have said so, it is. Words are welcome and not asked for.

    NotNow where it is over, or where they have said so before. `seen` is the contest's version.
    """
    require(policy.can_settle(by, one))
    entry = _there(one)
    found = _open(entry, seen)
    if str(by.id) in found.settled_by:
        raise NotNow(_("You have said so already. It is settled once the other one says so, too."))
    said = words.strip()
    wrong = rules.too_long(said)
    if wrong:
        raise Invalid(wrong)
    found.settled_by = [*found.settled_by, str(by.id)]
    both = {str(each) for each in (entry.employee_id, entry.manager_id)} <= set(found.settled_by)
    CONTEST.move(found, "resolve" if both else "settle")
    session().flush()
    _say(entry, "settle", said, by)
    record(events.ContestSettled(found.state), by=by, on=entry, about=entry.employee_id)
    _tell("file.resolved" if both else "file.settled", one, by)
    return found


def stand(one: EntrySheet, words: str, *, by: Actor, seen: int | None = None) -> FileContest:
    """Who was contested stays with it, with words: the entry and the contest stand together for good.

    Only that side; NotNow where the contest is over; Invalid without words.
    """
    require(policy.can_stand(by, one))
    entry = _there(one)
    said = _said(words, _("Write why you stay with it."))
    found = _open(entry, seen)
    CONTEST.move(found, "stand")
    session().flush()
    _say(entry, "stand", said, by)
    record(events.ContestStands(), by=by, on=entry, about=entry.employee_id)
    _tell("file.stands", one, by)
    return found


def line_ended(employee_id: UUID, manager_id: UUID | None) -> None:
    """Another leads from today on: contests that are open in files with whoever led before can't be settled by both any
    more, so they stand. Called by wiring; `manager_id` is who leads now.
    """
    for found, file in queries.contests_of_former([employee_id]):
        if file.manager_id == manager_id:
            continue
        fresh = queries.locked_contest(found.entry_id)
        if fresh is not None and CONTEST.may(fresh, "stand"):
            CONTEST.move(fresh, "stand")
            session().flush()
            record(events.ContestStands(), by=None, on=found.entry, about=employee_id)


def _there(one: EntrySheet) -> FileEntry:
    """The entry under its lock, so that of two who speak at once one comes first. NotNow where it was taken back."""
    entry = queries.locked_entry(one.id)
    if entry.state == "withdrawn" and one.seal is None:
        raise NotNow(_("This entry was taken back meanwhile."))
    return entry


def _open(entry: FileEntry, seen: int | None) -> FileContest:
    found = queries.locked_contest(entry.id)
    if found is None or found.state != "contested" or (seen is not None and seen != found.version):
        raise NotNow(_("Something was said to it meanwhile. Look at it again first."))
    return found


def _said(words: str, missing: str) -> str:
    said = words.strip()
    wrong = rules.too_long(said) if said else {"words": missing}
    if wrong:
        raise Invalid(wrong)
    return said


def _say(entry: FileEntry, act: str, words: str, by: Actor) -> FileSaying:
    made = FileSaying(entry_id=entry.id, author_id=by.id, act=act, words=words, at=clock.now())
    session().add(made)
    session().flush()
    return made


def _tell(kind: str, one: EntrySheet, by: Actor, *, mail: bool = False) -> None:
    """The other side is told, while the two work together: whoever led once hears of nothing new."""
    if one.sheet.is_led:
        url, words = f"/performance-file/entries/{one.id}", {"who": by.person}
        notices.tell(one.entry.other(by.id), kind, on=one.entry, url=url, params=words, by=by, mail=mail)
