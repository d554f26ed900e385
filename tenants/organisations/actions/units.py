"""Units: entered, renamed, moved inside their company's tree, closed and opened again."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _

from tenants import journal
from tenants.isolation import session
from tenants.law import Invalid, NotNow, require
from tenants.organisations import events, policy, queries, rules
from tenants.organisations.actions.checks import Errors, taken
from tenants.organisations.models import Company, Unit
from tenants.organisations.policy import Asker
from tenants.organisations.states import UNIT

DEEPEST = 12


def make_unit(company: Company, *, name: str, parent: Unit | None = None, by: Asker | None) -> Unit:
    """The company has a unit of this name, below `parent` or at the top. The tenant admin; Invalid."""
    require(policy.may(by, policy.can_manage, company))
    queries.hold_structure()
    if company.state != "open":
        raise Invalid({"company": _("This company is closed.")})
    _may_lie_below(company.id, parent)
    errors = Errors()
    cleaned = errors.name("name", name, _beside(company.id, parent.id if parent else None))
    errors.stop()
    with queries.unless_taken(name=taken()):
        made = Unit(company_id=company.id, parent_id=parent.id if parent else None, name=cleaned, state="open")
        session().add(made)
    journal.record(events.UnitMade(company.id, made.parent_id), by=by, on=made)
    session().flush()
    return made


def rename_unit(unit: Unit, *, name: str, by: Asker | None, seen: int | None = None) -> Unit:
    """The unit has this name. The tenant admin; Stale, Invalid."""
    require(policy.may(by, policy.can_manage, unit))
    queries.hold_structure()
    unit = queries.held(unit, seen)
    errors = Errors()
    cleaned = errors.name("name", name, _beside(unit.company_id, unit.parent_id), unit.id)
    errors.stop()
    if cleaned != unit.name:
        with queries.unless_taken(name=taken()):
            unit.name = cleaned
            unit.version += 1
        journal.record(events.UnitRenamed(), by=by, on=unit)
        session().flush()
    return unit


def move_unit(unit: Unit, *, parent: Unit | None, by: Asker | None, seen: int | None = None) -> Unit:
    """The unit, with all below it, lies below `parent` (at the top without one), in the same company.

    The tenant admin; Refused where they would become its HR partner by it. Invalid below itself, in another company, below a
    closed unit; Stale.
    """
    require(policy.may(by, policy.can_manage, unit))
    require(
        policy.may(by, policy.can_move_unit, unit, parent),
        _("Somebody else has to do this: you would become HR partner of that unit."),
    )
    queries.hold_structure()
    unit = queries.held(unit, seen)
    _may_lie_below(unit.company_id, parent, queries.depth_below(unit.id))
    if parent is not None and unit.id in queries.units_above(parent.id):
        raise Invalid({"parent": _("A unit cannot lie below itself.")})
    old, new = unit.parent_id, parent.id if parent else None
    if old == new:
        return unit
    if _beside(unit.company_id, new).get(rules.folded(unit.name), unit.id) != unit.id:
        raise Invalid({"parent": _("There is a unit of this name already.")})
    with queries.unless_taken(parent=_("There is a unit of this name already.")):
        unit.parent_id = new
        unit.version += 1
    journal.record(events.UnitMoved(old, new), by=by, on=unit)
    session().flush()
    return unit


def _beside(company_id: UUID, parent_id: UUID | None) -> dict[str, UUID]:
    return {rules.folded(u.name): u.id for u in queries.units_beside(company_id, parent_id)}


def _may_lie_below(company_id: UUID, parent: Unit | None, levels: int = 1) -> None:
    if parent is None:
        return
    if parent.company_id != company_id:
        raise Invalid({"parent": _("Choose a unit of the same company.")})
    if parent.state != "open":
        raise Invalid({"parent": _("This unit is closed.")})
    if len(queries.units_above(parent.id)) + levels > DEEPEST:
        raise Invalid({"parent": _("Units can lie at most %(n)s levels deep.", n=DEEPEST)})


def reasons_to_keep(unit: Unit) -> list[str]:
    """Why the unit cannot be closed yet, in words; empty where it can."""
    below = any(u.state == "open" for u in queries.units_beside(unit.company_id, unit.id))
    reasons = [_("A unit below it is still open.")] if below else []
    return reasons + journal.ask_before("unit.close", unit=unit)


def close_unit(unit: Unit, *, by: Asker | None, seen: int | None = None) -> Unit:
    """The unit takes nobody in from now on. The tenant admin; NotNow with the reasons, Stale."""
    require(policy.may(by, policy.can_manage, unit))
    queries.hold_structure()
    unit = queries.held(unit, seen)
    reasons = reasons_to_keep(unit) if UNIT.may(unit, "close") else []
    if reasons:
        raise NotNow(" ".join(reasons))
    UNIT.move(unit, "close")
    journal.record(events.UnitClosed(), by=by, on=unit)
    session().flush()
    return unit


def reopen_unit(unit: Unit, *, by: Asker | None, seen: int | None = None) -> Unit:
    """A closed unit takes people in again. The tenant admin; NotNow while the unit above is closed, Stale."""
    require(policy.may(by, policy.can_manage, unit))
    queries.hold_structure()
    unit = queries.held(unit, seen)
    above = queries.unit(unit.parent_id)
    company = queries.company(unit.company_id)
    if (above is not None and above.state != "open") or company is None or company.state != "open":
        raise NotNow(_("What lies above it is closed. Open that first."))
    UNIT.move(unit, "reopen")
    journal.record(events.UnitReopened(), by=by, on=unit)
    session().flush()
    return unit
