"""One goal, or a template, put to several people at once: each of them has a proposal of their manager's, and answers alone.

It is written into the manager's own private draft of each plan and proposed, whole or not at all. Nobody else can do it: only
the two sides of a plan propose. Where something was said already, it is left alone, and the manager reads why.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from flask_babel import gettext as _
from sqlalchemy import select

from saas.plan import actions, beginning, drafts, finding, policy
from saas.plan.content import Goal, Period
from saas.plan.content import Plan as Content
from saas.plan.sheets import Sheet
from tenants import agreements
from tenants.agreements import Agreement, AgreementDraft, AgreementVersion
from tenants.isolation import get_locked, person_id, session
from tenants.law import Invalid, NotNow, Stale, require
from tenants.people import Actor

MOST = 50
"""People in one act: a page of a team."""


@dataclass(frozen=True)
class Lot:
    """What is put to each of them: a goal, or what a plan begins with. `seed` tells one act from another."""

    seed: UUID
    goal: Goal | None = None
    template: beginning.Beginning | None = None

    def key_in(self, agreement_id: UUID) -> str:
        """The name that its first goal has in that plan."""
        if self.template is not None:
            return str(uuid5(agreement_id, f"{self.template.version_id} {self.template.goals[0].key}"))
        return str(uuid5(agreement_id, str(self.seed)))

    def put_into(self, content: Content, agreement_id: UUID) -> Content:
        """The content with it."""
        if self.template is not None:
            return beginning.filled(content, self.template, agreement_id)
        assert self.goal is not None, "a lot is a goal or a template"
        return drafts.with_goal(content, replace(self.goal, key=self.key_in(agreement_id)))


@dataclass(frozen=True)
class Outcome:
    """How one person's plan stands after the act: the version that holds it, or why it was left alone."""

    sheet: Sheet
    no: int | None
    why: str = ""


def can_be_laid(agreement: Agreement, by: UUID) -> str:
    """Nothing where a plan waits for a first word, else why it is left alone."""
    if agreement.second_id != by:
        return str(_("Somebody else leads this plan."))
    if agreement.state == "drafting" and agreement.last_version_id is None:
        return ""
    return str(
        {
            "drafting": _("An earlier version stands there: go on with its words."),
            "proposed": _("A proposal waits for an answer."),
            "countered": _("A counter-proposal is being written."),
            "mediation": _("HR was called in."),
            "agreed": _("The plan is agreed: begin an amendment there."),
        }.get(agreement.state, _("This plan does not move any more."))
    )


def own_drafts(agreement_ids: Collection[UUID]) -> dict[UUID, AgreementDraft]:
    """The drafts of whoever acts, by agreement: one statement."""
    query = select(AgreementDraft).where(
        AgreementDraft.agreement_id.in_(agreement_ids), AgreementDraft.author_id == person_id()
    )
    return {each.agreement_id: each for each in session().scalars(query)}


def reason(sheet: Sheet, lot: Lot, *, by: Actor) -> str:
    """Why the lot cannot be put to this person now; nothing where it can."""
    if sheet.rests or not sheet.is_open or not sheet.is_led:
        return str(_("This plan does not move now."))
    found = can_be_laid(sheet.agreement, by.id)
    if found or lot.template is None:
        return found
    if not lot.template.fits(sheet.standing):
        return str(_("The template is not for this position."))
    draft = agreements.draft(sheet.agreement.id)
    if draft is not None and not beginning.is_empty(sheet, draft):
        return str(_("Your own draft there is not empty: go on with it, or empty it first."))
    return ""


def would_hold(sheet: Sheet, lot: Lot) -> Content:
    """What the manager's draft of this plan would be proposed as: what they wrote there already, and the lot."""
    draft = agreements.draft(sheet.agreement.id)
    content = Content.from_json(draft.content) if draft is not None else actions.first_content(sheet)
    cycle = sheet.plan.cycle
    return lot.put_into(replace(content, period=Period(cycle.starts_on, cycle.ends_on)), sheet.agreement.id)


def problems(sheet: Sheet, lot: Lot) -> Mapping[str, str]:
    """What keeps this person's whole from being proposed (address → message): weights that do not add up, above all."""
    try:
        actions.sound(sheet, would_hold(sheet, lot))
    except Invalid as no:
        return no.errors
    return {}


def holds(sheet: Sheet, lot: Lot) -> int | None:
    """The number of the newest version where it holds the lot: it was put to them already."""
    last = sheet.talk.last_version
    if last is None:
        return None
    keys = {each["key"] for each in last.content.get("goals", ())}
    return last.no if lot.key_in(sheet.agreement.id) in keys else None


def lay(sheet: Sheet, lot: Lot, *, by: Actor) -> AgreementVersion:
    """The employee has a proposal of their manager's that holds the lot, whole, with the manager's signature.

    Only the manager of this plan; NotNow, with the reason, where something was said already; Invalid where the whole could not
    be proposed. Then nothing of it stands in the draft either.
    """
    require(policy.can_propose(by, sheet) and by.id == sheet.agreement.second_id)
    get_locked(Agreement, sheet.agreement.id)
    why = reason(sheet, lot, by=by)
    if why:
        raise NotNow(why)
    with session().begin_nested():
        content = would_hold(sheet, lot)
        draft = actions.take_draft(sheet, by=by)
        agreements.write_draft(draft, content.to_json())
        return actions.propose(sheet, by=by)


def lay_before_all(sheets: Collection[Sheet], lot: Lot, *, by: Actor) -> list[Outcome]:
    """The lot is put to each of these people of whose plan the actor is the manager, one by one: what is refused for one is
    not done for them, and is for the others. Who has it already keeps it.
    """
    found = []
    for sheet in sheets:
        there = holds(sheet, lot)
        if there is not None:
            found.append(Outcome(sheet, there))
            continue
        try:
            found.append(Outcome(sheet, lay(sheet, lot, by=by).no))
        except Invalid as no:
            found.append(Outcome(sheet, None, " ".join(no.errors.values())))
        except NotNow as no:
            found.append(Outcome(sheet, None, str(no)))
        except (Stale, agreements.Behind):
            found.append(Outcome(sheet, None, str(_("Something was said in this plan meanwhile."))))
    return found


def outcome(sheet: Sheet, lot: Lot, *, by: Actor) -> Outcome:
    """How this person's plan stands towards the lot, for the page that follows. Asks the database nothing."""
    there = holds(sheet, lot)
    why = "" if there is not None else can_be_laid(sheet.agreement, by.id) or str(_("It was not put to them."))
    return Outcome(sheet, there, why)


def led(plan_ids: Collection[UUID], *, by: Actor) -> list[Sheet] | None:
    """The sheets of these plans in the order of their people; None where one is not there, or is not the actor's to lead. One
    statement.
    """
    wanted = set(plan_ids)
    sheets = finding.sheets(wanted, by.id) if wanted else []
    mine = [each for each in sheets if by.id == each.agreement.second_id and policy.is_party(by, each)]
    return sorted(mine, key=lambda each: (each.plan.person.sort_key, each.id)) if len(mine) == len(wanted) else None
