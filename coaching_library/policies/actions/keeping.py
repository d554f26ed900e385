"""Keeping policies: making one, what it is called and who reads it, counterparts, and looking at it again."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from coaching_library.policies import events, policy, queries, rules
from coaching_library.policies.actions.common import held, mark
from coaching_library.policies.models import Policy, PolicyVersion
from coaching_library.policies.rules import Facts
from coaching_library.policies.sheets import PolicySheet
from tenants import journal, organisations, people
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.organisations import LANGUAGES, folded, unless_taken
from tenants.people import Actor


def make(facts: Facts, *, by: Actor) -> PolicyVersion:
    """A policy is begun, with an empty draft of its first version. Whoever keeps policies; Invalid."""
    require(policy.keeps(by))
    return _made(_checked(facts, None), by)


def _made(facts: Facts, by: Actor, original: Policy | None = None) -> PolicyVersion:
    assert facts.owner_id is not None, "it was checked"
    made = Policy(version=1, original_id=original.id if original else None)
    _write(made, facts)
    with unless_taken(title=_taken()):
        session().add(made)
    first = PolicyVersion(
        policy_id=made.id, no=1, state="draft", note="", sections=[], author_id=by.id, writers=[], edition=0, version=1
    )
    mark(first, by)
    session().add(first)
    session().flush()
    journal.record(events.PolicyMade(original.id if original else None), by=by, on=made)
    session().flush()
    return first


def change(sheet: PolicySheet, facts: Facts, *, by: Actor, seen: int | None = None) -> Policy:
    """It is called so and read by these, from now on; so are its counterparts, as far as topic and audience go.

    Whoever keeps policies until it is published, then publishers. Invalid, Stale.
    """
    require(policy.can_change(by, sheet))
    sheet = held(sheet.id)
    require(policy.can_change(by, sheet))
    mine = sheet.policy
    if seen is not None and seen != mine.version:
        raise Stale(mine, seen)
    if mine.original is not None:
        facts = rules.as_counterpart(facts, mine.original.topic, mine.original.audience, mine.language)
    facts = _checked(facts, mine)
    if facts.language != mine.language and (mine.original_id or queries.counterparts_of(mine)):
        raise Invalid({"language": _("Its counterparts in other languages stand beside it: the language stays.")})
    names = ("title", "topic", "audience", "owner_id", "review_on", "language")
    what = tuple(name for name in names if getattr(mine, name) != getattr(facts, name))
    if not what:
        return mine
    with unless_taken(title=_taken()):
        _write(mine, facts)
    mine.version += 1
    journal.record(events.PolicyChanged(what), by=by, on=mine)
    for other in queries.counterparts_of(mine) if mine.original_id is None else ():
        if (other.topic, other.audience) != (mine.topic, mine.audience):
            other.topic, other.audience, other.version = mine.topic, mine.audience, other.version + 1
            journal.record(events.PolicyChanged(("topic", "audience")), by=by, on=other)
    session().flush()
    return mine


def look_again(sheet: PolicySheet, on: date | None, *, by: Actor, seen: int | None = None) -> Policy:
    """The owner has looked at it: it is still right, and is looked at again on that day, or on none. Invalid, Stale."""
    require(policy.can_look_again(by, sheet))
    mine = held(sheet.id).policy
    if seen is not None and seen != mine.version:
        raise Stale(mine, seen)
    if why := rules.problem_of_review(on, organisations.today()):
        raise Invalid({"review_on": why})
    mine.review_on, mine.version = on, mine.version + 1
    journal.record(events.PolicyLookedAt(on), by=by, on=mine)
    session().flush()
    return mine


def make_counterpart(sheet: PolicySheet, language: str, title: str, *, by: Actor) -> PolicyVersion:
    """The same policy begins in another language, with the sections of the version in force to be translated, under their keys.

    Whoever keeps policies. NotNow where nothing is in force, or it is itself a counterpart; Invalid.
    """
    require(policy.can_write(by, sheet))
    sheet = held(sheet.id)
    mine, source = sheet.policy, sheet.in_force
    if mine.original_id is not None:
        raise NotNow(_("This is itself in another language. Begin the counterpart from the original."))
    if source is None:
        raise NotNow(_("Nothing of it is in force. Publish it first, then begin it in another language."))
    there = {mine.language, *(each.language for each in queries.counterparts_of(mine))}
    if language in there or language not in dict(LANGUAGES):
        raise Invalid({"language": _("Choose a language in which it does not stand yet.")})
    facts = Facts(title, mine.topic, mine.audience, mine.owner_id, None, language)
    made = _made(_checked(facts, None), by, mine)
    made.sections = [each.to_json() for each in source.content]
    made.original_no = source.no
    session().flush()
    return made


def _taken() -> str:
    return str(_("A policy of this title is there already."))


def _checked(facts: Facts, mine: Policy | None) -> Facts:
    """The facts as they are stored; Invalid for a title that is taken, or an owner who has left."""
    facts, today = rules.tidied_facts(facts), organisations.today()
    errors = rules.problems(facts, today)
    if mine is not None and facts.review_on == mine.review_on:
        errors.pop("review_on", None)  # a day that has come stays until somebody has looked
    if "title" not in errors and queries.is_title_taken(folded(facts.title), mine.id if mine else None):
        errors["title"] = _taken()
    owner = people.person(facts.owner_id)
    if "owner" not in errors and (owner is None or (owner.state == "left" and (mine is None or mine.owner_id != owner.id))):
        errors["owner"] = _("Choose somebody who works here.")
    if errors:
        raise Invalid(errors)
    return facts


def _write(mine: Policy, facts: Facts) -> None:
    assert facts.owner_id is not None, "it was checked"
    mine.title, mine.title_key = facts.title, folded(facts.title)
    mine.topic, mine.audience, mine.language = facts.topic, facts.audience, facts.language
    mine.owner_id, mine.review_on = facts.owner_id, facts.review_on
