"""Writing a version: the next draft, its sections, putting it to a publisher, and taking it up again."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _

from coaching_library import publishers
from coaching_library.policies import events, policy, queries, rules
from coaching_library.policies.actions.common import held, held_version, mark
from coaching_library.policies.content import Clause
from coaching_library.policies.models import PolicyReturn, PolicyVersion
from coaching_library.policies.sheets import PolicySheet, VersionSheet
from coaching_library.policies.states import MACHINE
from tenants import journal, notices
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


def begin(sheet: PolicySheet, *, by: Actor) -> PolicyVersion:
    """The next version is a draft that says what the last one says. A second click finds the same draft.

    Whoever keeps policies. NotNow while another version is in review, or published for a later day.
    """
    require(policy.can_write(by, sheet))
    sheet = held(sheet.id)
    if sheet.open is not None:
        if sheet.open.state == "draft":
            return sheet.open
        raise NotNow(_("Version %(no)s is on its way already. One at a time.", no=sheet.open.no))
    source = sheet.in_force or sheet.withdrawn
    made = PolicyVersion(
        policy_id=sheet.id,
        no=queries.last_number(sheet.id) + 1,
        state="draft",
        note="",
        sections=[each.to_json() for each in queries.clauses_of(source)],
        author_id=by.id,
        writers=[],
        edition=0,
        original_no=source.original_no if source is not None else None,
        version=1,
    )
    mark(made, by)
    session().add(made)
    session().flush()
    journal.record(events.PolicyVersionBegun(made.no), by=by, on=made)
    session().flush()
    return made


def write(one: VersionSheet, clauses: Sequence[Clause], note: str, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """The draft says this. Whoever keeps policies; Invalid for what does not fit, Stale, NotNow."""
    require(policy.can_write(by, one))
    kept, note = rules.tidied_clauses(clauses), rules.tidied(note)
    if errors := rules.too_long(kept, note):
        raise Invalid(errors)
    version = held_version(one, seen).version
    if not MACHINE.may(version, "write"):
        raise NotNow(_("This version is no draft any more. Take it up again to write on."))
    data = [each.to_json() for each in kept]
    if (data, note) == (version.sections, version.note):
        return version
    version.sections, version.note = data, note
    mark(version, by)
    MACHINE.move(version, "write")
    journal.record(events.PolicyVersionWritten(version.no), by=by, on=version)
    session().flush()
    return version


def propose(one: VersionSheet, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """The draft waits for a publisher; all of them but the actor are told. Whoever keeps policies.

    Invalid with what is missing, by the name of the field; Stale, NotNow. A second click changes nothing.
    """
    require(policy.can_write(by, one))
    if one.version.state == "review":
        return one.version
    found = held_version(one, seen)
    moved_to_review(found, by)
    told = [each.id for each in publishers.today()]
    notices.tell_all(
        told, "policies.review_asked", on=found.version, url=f"/policies/versions/{found.id}",
        params={"who": by.person, "title": found.policy.title, "no": found.version.no}, by=by,
    )  # fmt: skip
    return found.version


def moved_to_review(found: VersionSheet, by: Actor) -> None:
    """The draft, which is held, is put to a publisher. Invalid with what is missing."""
    version = found.version
    if not MACHINE.may(version, "propose"):
        raise NotNow(_("This version is no draft any more."))
    content = rules.begun(version.content)
    if errors := rules.unready(content, version.note, version.no):
        raise Invalid(errors)
    version.sections = [each.to_json() for each in content]
    MACHINE.move(version, "propose")
    journal.record(events.PolicyVersionProposed(version.no), by=by, on=version)
    session().flush()


def recall(one: VersionSheet, *, by: Actor, seen: int | None = None) -> PolicyVersion:
    """It is a draft again, before a publisher has decided. Whoever keeps policies; Stale, NotNow."""
    require(policy.can_write(by, one))
    version = held_version(one, seen).version
    MACHINE.move(version, "recall")
    notices.settle_all([version])
    journal.record(events.PolicyVersionRecalled(version.no), by=by, on=version)
    session().flush()
    return version


def give_back(one: VersionSheet, words: str, *, by: Actor, seen: int | None = None) -> PolicyReturn:
    """A publisher gives it back with what is to be changed; whoever wrote in it last is told. Invalid, Stale, NotNow."""
    require(policy.can_review(by, one))
    words = rules.tidied(words)
    if why := rules.problem_of_words(words, _("Say what is to be changed.")):
        raise Invalid({"words": why})
    version = held_version(one, seen).version
    MACHINE.move(version, "give_back")
    made = PolicyReturn(version_id=version.id, by_id=by.id, words=words, at=clock.now())
    session().add(made)
    session().flush()
    notices.settle_all([version])
    journal.record(events.PolicyVersionGivenBack(version.no), by=by, on=version)
    notices.tell(
        version.author_id, "policies.given_back", on=version, url=f"/policies/versions/{version.id}",
        params={"who": by.person, "title": one.policy.title, "no": version.no}, by=by,
    )  # fmt: skip
    session().flush()
    return made


def drop(one: VersionSheet, *, by: Actor, seen: int | None = None) -> PolicySheet | None:
    """A draft that was never published is gone; with the only one, the policy. Returns what is left of it, if anything.

    Whoever keeps policies; Stale. NotNow where it was published once: then people may have read it.
    """
    require(policy.can_write(by, one))
    found = held_version(one, seen)
    version, sheet = found.version, found.sheet
    if version.state != "draft" or version.edition or queries.returns_of(version.id):
        raise NotNow(_("Others have seen this version already. Write it anew, it stays."))
    notices.settle_all([version])
    journal.record(events.PolicyVersionDropped(version.no), by=by, on=version)
    session().flush()
    session().delete(version)
    session().flush()
    if len(sheet.versions) > 1:
        return queries.sheet(sheet.id)
    session().delete(sheet.policy)
    session().flush()
    return None
