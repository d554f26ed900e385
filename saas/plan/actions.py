"""The verbs of a plan: open, draft, propose, counter, ask, sign, amend. Each checks, changes and records, in that order.

Calling HR in, adopting, and what deputies prepare have files of their own (`mediating`, `adopting`, `preparing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from saas.plan import contributing, drafts, policy, queries, rules
from saas.plan.content import SHAPE, ContentError, Goal, Period
from saas.plan.content import Plan as Content
from saas.plan.events import PlanAgreed
from saas.plan.models import Goal as GoalRow
from saas.plan.models import Plan
from saas.plan.sheets import Sheet
from saas.plan.states import GOAL
from tenants import agreements, notices, organisations, people
from tenants.agreements import Agreement, AgreementDraft, AgreementVersion, LineComment
from tenants.isolation import clock, session
from tenants.journal import record
from tenants.law import Invalid, NotNow, require
from tenants.people import Actor


def first_content(sheet: Sheet) -> Content:
    """What an empty draft begins with: the cycle's days, and the goals that outlive an earlier cycle."""
    cycle = sheet.plan.cycle
    carried: list[Goal] = []
    by_version: dict[UUID, tuple[AgreementVersion, list[str]]] = {}
    for goal, version in queries.living_goals(sheet.plan.person_id):
        if goal.plan_id != sheet.plan.id:
            by_version.setdefault(version.id, (version, []))[1].append(str(goal.key))
    for version, keys in by_version.values():
        carried += drafts.carried(version.content, keys)
    return Content(Period(cycle.starts_on, cycle.ends_on), tuple(carried))


def take_draft(sheet: Sheet, *, by: Actor) -> AgreementDraft:
    """The actor's private draft, begun if there is none: on the newest version, or on what an empty plan begins with."""
    require(policy.can_draft(by, sheet))
    found = agreements.draft(sheet.agreement.id)
    if found is not None:
        return found
    first = first_content(sheet).to_json()
    return agreements.take_draft(sheet.agreement, by=by, content=first, stands_for=policy.stands_for(by, sheet))


def save(draft: AgreementDraft, mine: Content, *, seen: int) -> agreements.Saved:
    """The draft holds what this window wrote. Raises Conflicting where another window wrote the same lines, Invalid
    where both together give no sound content (too many goals, say).
    """
    return agreements.save_draft(draft, mine.to_json(), seen=seen, shape=SHAPE, sound=_readable)


def _readable(content: dict[str, Any]) -> dict[str, Any]:
    """The content in its one spelling; Invalid (address → what to do) where it is none."""
    try:
        return Content.from_json(content).to_json()
    except ContentError as error:
        raise Invalid(error.field) from None


def seen_content(draft: AgreementDraft, seen: int) -> Content:
    """The whole content as the window saw it that sends changes to version `seen` of the draft."""
    return Content.from_json(agreements.base_of(draft, seen) or draft.content)


def propose(sheet: Sheet, *, by: Actor, seen: int | None = None) -> AgreementVersion:
    """The actor's draft is frozen as the next version with their signature; the other side is to answer.

    Refuses what does not hold (Invalid: address of the line → what to do), what rests on an older version (Behind).
    """
    require(policy.can_propose(by, sheet))
    still_open(sheet)
    if "propose" not in policy.acts(by, sheet):
        raise NotNow(_("There is nothing to propose at the moment: the other side is to answer."))
    if not sheet.is_led:
        raise NotNow(_("There is nobody to propose it to until somebody leads you again. Your draft is kept."))
    draft = take_draft(sheet, by=by)
    last = sheet.talk.last_version
    if last is not None and draft.based_on_id != last.id:
        raise agreements.Behind(draft, last)
    content = sound(sheet, in_own_words(draft, by=by))
    agreements.write_draft(draft, content.to_json())
    version = agreements.propose(sheet.agreement, by=by, seen=seen)
    _tell_other(sheet, "plan.proposed", by, no=version.no, mail=True)
    return version


def in_own_words(draft: AgreementDraft, *, by: Actor) -> Content:
    """The draft as it would be proposed: the note of the version that it answers stays its author's and is left out.

    A draft in which nothing else differs is left as it is, so that it still counts as unchanged.
    """
    content, base = Content.from_json(draft.content), draft.based_on
    theirs = base is not None and base.author_id != by.id and base.content.get("words") == content.words
    if base is None or not theirs or base.content.get("goals") == draft.content["goals"]:
        return content
    return replace(content, words="")


def sound(sheet: Sheet, content: Content) -> Content:
    """The content as it will be signed, with the cycle's days; Invalid where a rule does not hold."""
    cycle = sheet.plan.cycle
    period = Period(cycle.starts_on, cycle.ends_on)
    content = replace(content.trimmed(), period=period)
    content, closed = contributing.settled(sheet, content)
    problems = [*rules.check(content, period, organisations.today(), sheet.scale), *closed]
    if problems:
        raise Invalid({problem.address: problem.message for problem in problems})
    return content


def still_open(sheet: Sheet) -> None:
    """Raises NotNow where the plan rests or its cycle lets plans change no more."""
    if sheet.rests:
        raise NotNow(_("This plan rests: its owner is excused from the cycle."))
    if not sheet.is_open:
        raise NotNow(_("Plans of this cycle can’t change any more."))


def _tell_other(sheet: Sheet, kind: str, by: Actor, *, mail: bool = False, **params: object) -> None:
    other = sheet.agreement.other(by.id)
    words = {"who": by.person, "cycle": sheet.plan.cycle.name, **params}
    notices.tell(other, kind, on=sheet.plan, url=f"/plan/plans/{sheet.id}", params=words, by=by, mail=mail)


def withdraw(sheet: Sheet, *, by: Actor, seen: int | None = None) -> None:
    """The actor's own proposal is taken back before the other side has acted."""
    require(policy.can_propose(by, sheet))
    still_open(sheet)
    agreements.withdraw(sheet.agreement, by=by, seen=seen)
    _tell_other(sheet, "plan.withdrawn", by)


def counter(sheet: Sheet, *, by: Actor, words: str = "", seen: int | None = None) -> AgreementDraft:
    """The actor answers the other side's proposal with a version of their own, which they begin to write in private."""
    require(policy.can_propose(by, sheet))
    still_open(sheet)
    before = sheet.talk.state
    draft = agreements.counter(sheet.agreement, by=by, words=words, seen=seen)
    if sheet.talk.state != before:
        _tell_other(sheet, "plan.countered", by)
    return draft


def sign(sheet: Sheet, no: int, *, by: Actor, seen: int | None = None) -> AgreementVersion:
    """Both have signed version `no`: its goals stand, and the paper is on its way.

    Only the other side than the proposer signs, only the version that waits, only while the line is in force.
    """
    require(policy.can_sign(by, sheet))
    still_open(sheet)
    version = agreements.sign(sheet.agreement, no, by=by, in_force=in_force, seen=seen)
    _stand(sheet.plan, version)
    _tell_other(sheet, "plan.agreed", by, no=version.no, mail=True)
    record(PlanAgreed(version.no), by=by, on=sheet.plan, about=sheet.plan.person_id)
    return version


def in_force(agreement: Agreement) -> bool:
    """Whether the second is the first's manager today, and neither has left."""
    zone = organisations.organisation().time_zone
    standing = people.standings([agreement.first_id], zone)[agreement.first_id]
    both = people.names(agreement.parties).values()
    return standing.manager_id == agreement.second_id and all(one.state != "left" for one in both)


def _stand(plan: Plan, version: AgreementVersion) -> None:
    """The goals of the agreed version are the goals of the plan; those that are gone from it are dropped by agreement."""
    there = {goal.key: goal for goal in session().scalars(select(GoalRow).where(GoalRow.plan_id == plan.id))}
    content, stands = Content.from_json(version.content), []
    for place, goal in enumerate(content.goals):
        key = UUID(goal.key)
        facts = {
            "kind": goal.kind,
            "title": goal.title,
            "weight": goal.weight,
            "due_on": goal.due_on,
            "challenge": goal.challenge,
            "outlives": goal.outlives,
            "place": place,
            "version_id": version.id,
            "agreed_at": clock.now(),
        }
        row = there.pop(key, None)
        if row is None:
            stands.append(GoalRow(plan_id=plan.id, person_id=plan.person_id, key=key, **facts))
            session().add(stands[-1])
            continue
        stands.append(row)
        for name, value in facts.items():
            setattr(row, name, value)
        verb = {"dropped": "take_up", "agreed": "renew", "in_progress": "go_on"}.get(row.state)
        if verb is not None:  # what both have said of one that is over stays said
            GOAL.move(row, verb)
    for row in there.values():
        if row.state != "dropped":
            GOAL.move(row, "drop")
    session().flush()
    contributing.stand(plan, version, content, stands)


def ask(sheet: Sheet, no: int, address: str, words: str, *, by: Actor) -> LineComment:
    """A question or remark stands beside a line of version `no`; the others who read it are told.

    The two, the HR partner who was called, and deputies, in whose words stands for whom they speak.
    """
    require(policy.can_talk(by, sheet))
    still_open(sheet)
    place = policy.speaks_for(by, sheet)
    made = agreements.ask(sheet.agreement, no, address, words, by=by, stands_for=place)
    readers = {*sheet.agreement.parties}
    if sheet.mediation is not None:
        readers.add(sheet.mediation.partner_id)
    told = {"who": by.person, "cycle": sheet.plan.cycle.name, "no": no}
    url = f"/plan/plans/{sheet.id}"
    kind = "plan.asked" if place is None else "plan.asked_for"
    told |= {"whom": place} if place is not None else {}
    notices.tell_all(sorted(readers - {by.id}), kind, on=sheet.plan, url=url, params=told, by=by)
    return made


def amend(sheet: Sheet, *, by: Actor, seen: int | None = None) -> None:
    """A talk about changing what stands begins; it stays in force until both have signed the change."""
    require(policy.can_propose(by, sheet))
    still_open(sheet)
    agreements.amend(sheet.agreement, by=by, seen=seen)
    _tell_other(sheet, "plan.amendment", by)


def discard(sheet: Sheet, *, by: Actor, seen: int | None = None) -> None:
    """The open amendment comes to nothing; nothing changes."""
    require(policy.can_propose(by, sheet))
    still_open(sheet)
    agreements.discard(sheet.agreement, by=by, seen=seen)
    _tell_other(sheet, "plan.discarded", by)


def merged(
    draft: AgreementDraft, content: Mapping[str, Any], *, based_on: AgreementVersion | None, seen: int
) -> AgreementDraft:
    """The draft holds what its author chose line by line, and rests on the version it was merged with.

    `seen` is the draft's version that the choice was made on; what another window wrote since is merged in as in `save`.
    Raises Invalid where the choice gives no sound content.
    """
    saved = agreements.save_draft(draft, dict(content), seen=seen, shape=SHAPE, sound=_readable, based_on=based_on)
    return saved.draft
