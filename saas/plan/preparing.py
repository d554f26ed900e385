"""What a manager's deputy prepares: laid before the manager, who takes it over by one click, or sets it aside."""

from __future__ import annotations

from flask_babel import gettext as _

from saas.plan import actions, policy
from saas.plan.content import SHAPE
from saas.plan.sheets import Sheet
from tenants import agreements, notices
from tenants.agreements import AgreementDraft, AgreementPreparation
from tenants.law import NotNow, require
from tenants.people import Actor


def lay_before(sheet: Sheet, *, by: Actor) -> AgreementPreparation:
    """What the deputy has written lies before the manager, who is told. It proposes nothing.

    Only who stands in for the manager today; NotNow where nothing is written or the plan moves no more.
    """
    require(policy.can_prepare(by, sheet))
    actions.still_open(sheet)
    manager = policy.stands_for(by, sheet)
    assert manager is not None, "asked just now"
    if "prepare" not in policy.acts(by, sheet):
        raise NotNow(_("There is nothing to write at the moment: the other side is to answer."))
    made = agreements.lay_before(sheet.agreement, by=by, stands_for=manager)
    words = {"who": by.person, "name": sheet.plan.person, "cycle": sheet.plan.cycle.name}
    notices.tell(manager, "plan.prepared", on=sheet.plan, url=f"/plan/plans/{sheet.id}", params=words, by=by)
    return made


def take_over(sheet: Sheet, prepared: AgreementPreparation, *, by: Actor) -> tuple[AgreementDraft, bool]:
    """What was prepared is in the manager's own draft, and whether all of it is: words of their own are never replaced."""
    require(policy.can_take_over(by, sheet) and prepared.for_id == by.id)
    actions.still_open(sheet)
    if not policy.can_draft(by, sheet):
        raise NotNow(_("There is nothing to write at the moment: the other side is to answer."))
    return agreements.take_over(sheet.agreement, prepared, SHAPE, by=by)


def set_aside(sheet: Sheet, prepared: AgreementPreparation, *, by: Actor) -> None:
    """What was prepared is not wanted: whoever wrote it or was to take it over says so."""
    require(by.id in (prepared.author_id, prepared.for_id))
    agreements.set_aside(sheet.agreement, prepared, by=by)
