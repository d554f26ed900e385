"""Reading about people: who they are, where they stand, and who is related to whom."""

from tenants.people.queries.finding import (
    by_email,
    by_external_id,
    counts,
    email_change,
    email_change_of,
    find,
    matching,
    names,
    people_list,
    person,
    visible_to,
    whom,
)
from tenants.people.queries.relations import (
    _placed,
    assignment,
    assignments,
    assignments_around,
    grant,
    grants,
    hr_partners_of,
    is_last_admin,
    leaders_above,
    line,
    lines,
    lines_led_by,
    manager_of,
    managers_of,
    placed_in,
    placements,
    placements_of,
    reasons_to_keep_company,
    reasons_to_keep_unit,
    reports_of,
    whereabouts,
)

__all__ = [
    "_placed", "assignment", "assignments", "assignments_around", "by_email", "by_external_id", "counts",
    "email_change", "email_change_of", "find", "grant", "grants", "hr_partners_of", "is_last_admin",
    "leaders_above", "line", "lines", "lines_led_by", "manager_of", "managers_of", "matching", "names",
    "people_list", "person", "placed_in", "placements", "placements_of", "reasons_to_keep_company",
    "reasons_to_keep_unit", "reports_of", "visible_to", "whereabouts", "whom",
]  # fmt: skip
