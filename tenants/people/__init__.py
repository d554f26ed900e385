"""People: who they are, where they are placed, who leads whom, and whose HR partner is who. All of it with dates.

A relation opens rights on its first day and ends them after its last; one that is ended today ends today. What was true in
the past stays. Nobody gives a right to themselves: grant, partner and line need somebody else.
"""

from typing import TYPE_CHECKING

from tenants.people import chores
from tenants.people.actions import (
    activate,
    add,
    ask_email,
    assign_partner,
    change,
    change_own,
    come_back,
    confirm_email,
    drop_email,
    end_grant,
    end_partner,
    find_unit,
    give,
    leave,
    place,
    set_manager,
    stay,
)
from tenants.people.actor import (
    Actor,
    Standing,
    actor_of,
    in_force,
    load_actor,
    relations,
    standings,
)
from tenants.people.events import (
    EmailAsked,
    EmailChanged,
    GrantEnded,
    GrantGiven,
    LineChanged,
    LinePlanned,
    PartnerAssigned,
    PartnerEnded,
    PersonActivated,
    PersonAdded,
    PersonLeft,
    PersonReturned,
    PlacementChanged,
)
from tenants.people.forms import GRANT_LABELS, PersonField
from tenants.people.models import (
    GRANTS,
    EmailChange,
    Grant,
    HrAssignment,
    Person,
    Placement,
    ReportingLine,
)
from tenants.people.queries import (
    assignments,
    by_email,
    find,
    grants,
    hr_partners_of,
    lines,
    manager_of,
    managers_of,
    matching,
    names,
    person,
    placed_in,
    placements,
    placements_of,
    reasons_to_keep_company,
    reasons_to_keep_unit,
    reports_of,
    whom,
)

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "GRANTS",
    "GRANT_LABELS",
    "Actor",
    "EmailAsked",
    "EmailChange",
    "EmailChanged",
    "Grant",
    "GrantEnded",
    "GrantGiven",
    "HrAssignment",
    "LineChanged",
    "LinePlanned",
    "PartnerAssigned",
    "PartnerEnded",
    "Person",
    "PersonActivated",
    "PersonAdded",
    "PersonField",
    "PersonLeft",
    "PersonReturned",
    "Placement",
    "PlacementChanged",
    "ReportingLine",
    "Standing",
    "activate",
    "actor_of",
    "add",
    "ask_email",
    "assign_partner",
    "assignments",
    "by_email",
    "change",
    "change_own",
    "come_back",
    "confirm_email",
    "drop_email",
    "end_grant",
    "end_partner",
    "find",
    "find_unit",
    "give",
    "grants",
    "hr_partners_of",
    "in_force",
    "leave",
    "lines",
    "load_actor",
    "manager_of",
    "managers_of",
    "matching",
    "names",
    "person",
    "place",
    "placed_in",
    "placements",
    "placements_of",
    "reasons_to_keep_company",
    "reasons_to_keep_unit",
    "relations",
    "reports_of",
    "set_manager",
    "standings",
    "stay",
    "whom",
]  # fmt: skip


def blueprints() -> "tuple[Blueprint, ...]":
    """The pages of this room."""
    from tenants.people.views import bp

    return (bp,)


assert chores.__name__  # imported for the jobs that it registers
