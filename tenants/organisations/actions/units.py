"""Units: entered, renamed, moved inside their company's tree, closed and opened again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from tenants import journal
from tenants.isolation import session, write_new
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
    deep = len(queries.units_above(parent.id)) if parent else 0
    cleaned = _checked(company, name, parent, deep, _beside(company.id, parent.id if parent else None))
    with queries.unless_taken(name=taken()):
        made = Unit(company_id=company.id, parent_id=parent.id if parent else None, name=cleaned, state="open")
        session().add(made)
    journal.record(events.UnitMade(company.id, made.parent_id), by=by, on=made)
    session().flush()
    return made


@dataclass
class NewUnit:
    """A unit that is to be, below one that is there or an earlier one of these. Afterwards `made` is it, or `refused` says why
    not.
    """

    company: Company
    name: str
    parent: Unit | NewUnit | None = None
    made: Unit | None = None
    refused: Exception | None = None


def make_units(wanted: Sequence[NewUnit], *, by: Asker | None) -> None:
    """Each of these is made as `make_unit` makes one, in few statements; what one lacks refuses that one and those below. The
    tenant admin.
    """
    require(policy.may(by, policy.can_manage))
    queries.hold_structure()
    beside: dict[tuple[UUID, UUID | None], dict[str, UUID]] = {}
    depth: dict[UUID, int] = {}
    for branch in queries.flat(queries.unit_tree()):
        unit = branch.unit
        beside.setdefault((unit.company_id, unit.parent_id), {})[rules.folded(unit.name)] = unit.id
        depth[unit.id] = len(branch.path) + 1
    for each in wanted:
        parent = each.parent.made if isinstance(each.parent, NewUnit) else each.parent
        parent_id = parent.id if parent else None
        names = beside.setdefault((each.company.id, parent_id), {})
        if isinstance(each.parent, NewUnit) and parent is None:
            each.refused = each.parent.refused
            continue
        try:
            deep = depth[parent.id] if parent else 0
            cleaned = _checked(each.company, each.name, parent, deep, names)
        except Invalid as no:
            each.refused = no
            continue
        made = each.made = Unit(company_id=each.company.id, parent_id=parent_id, name=cleaned, state="open")
        names[rules.folded(cleaned)], depth[made.id] = made.id, deep + 1
    made_ = [each.made for each in wanted if each.made is not None]
    write_new(made_)
    journal.record_several([(events.UnitMade(unit.company_id, unit.parent_id), unit, None) for unit in made_], by=by)


def _checked(company: Company, name: str, parent: Unit | None, deep: int, beside: dict[str, UUID]) -> str:
    """The name, cleaned, of a unit that can be made below `parent`, which lies at that depth; `beside` are the names there."""
    if company.state != "open":
        raise Invalid({"company": _("This company is closed.")})
    _may_lie_below(company.id, parent, deep)
    errors = Errors()
    cleaned = errors.name("name", name, beside)
    errors.stop()
    return cleaned


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
    deep = len(queries.units_above(parent.id)) if parent else 0
    _may_lie_below(unit.company_id, parent, deep, queries.depth_below(unit.id))
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


def _may_lie_below(company_id: UUID, parent: Unit | None, deep: int, levels: int = 1) -> None:
    """Raises Invalid where so many levels can't lie below that unit, which lies at that depth."""
    if parent is None:
        return
    if parent.company_id != company_id:
        raise Invalid({"parent": _("Choose a unit of the same company.")})
    if parent.state != "open":
        raise Invalid({"parent": _("This unit is closed.")})
    if deep + levels > DEEPEST:
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
