"""The matrix of rights: letters of who comes in, and where. `test_rights.py` says who they are, and asks every door."""

from __future__ import annotations

OF_OTHERS: dict[str, dict[str, str]] = {
    "/cycle/<uuid:cycle_id>/agreements": {"cycle_id": "nia's own cycle"},
    "/cycle/<uuid:cycle_id>/answers": {"cycle_id": "nia's own cycle"},
    "/cycle/<uuid:cycle_id>/own/changes": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/own/edit": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/requests": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/withdrawals": {"cycle_id": "nia's own cycle"},
    "/invitations/<token>": {"token": "invitation"},
    "/password-reset/<token>": {"token": "reset"},
    "/people/<uuid:person_id>/invitations": {"person_id": "somebody invited"},
    "/plan-template/<uuid:template_id>/goals/<uuid:key>": {"key": "a template's goal"},
    "/plan-template/<uuid:template_id>/goals/<uuid:key>/removals": {"key": "a template's goal"},
}
"""Doors that open for another thing than Amara's: the peer's own cycle, which waits for her manager, and who was invited."""

MATRIX = {
    "EMFPXHANSO": """
GET /brand.css
GET /password-reset
GET /sign-in
""",
    "EMFPXHANS": """
GET /invitations/<token>
POST /invitations/<token>
POST /password-reset
GET /password-reset/<token>
POST /password-reset/<token>
POST /sign-in
""",
    "EMFPXHAN": """
GET /
GET /account/
POST /account/
GET /account/password
POST /account/password
GET /cycle/
GET /cycle/<uuid:cycle_id>
POST /cycle/own
GET /cycle/own/new
GET /alignment/
GET /alignment/companies/<uuid:company_id>
GET /alignment/goals/<uuid:goal_id>
GET /alignment/map
GET /alignment/mine
GET /alignment/units/<uuid:unit_id>
GET /enterprise/goals
GET /enterprise/goals/<uuid:goal_id>
GET /enterprise/goals/<uuid:goal_id>/wordings
GET /enterprise/goals/find
GET /mail/
GET /me/
GET /notices/
POST /notices/readings
GET /people/
GET /people/<uuid:person_id>
GET /people/<uuid:person_id>/reports
GET /people/chart
GET /plan/
GET /reports/
GET /settings/
GET /settings/audit
GET /settings/sight
GET /settings/deputies
POST /settings/deputies
GET /settings/people/find
GET /settings/profile
GET /settings/units/find
POST /settings/profile/emails
GET /sign-in/sessions
POST /sign-out
POST /sign-out-everywhere
""",
    "MPXHA": """
POST /enterprise/goals
GET /enterprise/goals/new
GET /cycle/<uuid:cycle_id>/participants
""",
    "MPHA": """
POST /enterprise/goals/<uuid:goal_id>/changes
POST /enterprise/goals/<uuid:goal_id>/closing
GET /enterprise/goals/<uuid:goal_id>/edit
POST /enterprise/goals/<uuid:goal_id>/opening
""",
    "EMPHA": """
GET /people/<uuid:person_id>/readers
GET /plan/plans/<uuid:plan_id>/readers
""",
    "EMPH": """
GET /plan/plans/<uuid:plan_id>
POST /plan/plans/<uuid:plan_id>/reminders
POST /reports
""",
    "PXHA": """
GET /desk/cycles/<uuid:cycle_id>
GET /settings/people
""",
    "EHA": """
GET /cycle/<uuid:cycle_id>/participants/<uuid:person_id>
""",
    "PHA": """
GET /plan-template/
POST /plan-template/
GET /plan-template/<uuid:template_id>
GET /plan-template/new
POST /cycle/
GET /cycle/new
GET /settings/people/<uuid:person_id>
""",
    "PXH": """
GET /desk/
GET /desk/cycles/<uuid:cycle_id>/chase
POST /desk/cycles/<uuid:cycle_id>/reminders
""",
    "AN": """
POST /settings/emails/<uuid:change_id>/droppings
""",
    "EM": """
POST /plan/plans/<uuid:plan_id>/amendments
POST /plan/plans/<uuid:plan_id>/counters
POST /plan/plans/<uuid:plan_id>/discards
POST /plan/plans/<uuid:plan_id>/mediations
GET /plan/plans/<uuid:plan_id>/draft
POST /plan/plans/<uuid:plan_id>/draft
POST /plan/plans/<uuid:plan_id>/draft/beginnings
POST /plan/plans/<uuid:plan_id>/draft/goals
GET /plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>
POST /plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>
POST /plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>/autosave
PUT /plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>/autosave
POST /plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>/removals
GET /plan/plans/<uuid:plan_id>/draft/merge
POST /plan/plans/<uuid:plan_id>/draft/merge
POST /plan/plans/<uuid:plan_id>/draft/weights
POST /plan/plans/<uuid:plan_id>/draft/words
POST /plan/plans/<uuid:plan_id>/proposals
GET /plan/plans/<uuid:plan_id>/redline
GET /plan/plans/<uuid:plan_id>/versions/<int:no>
POST /plan/plans/<uuid:plan_id>/versions/<int:no>/comments
POST /plan/plans/<uuid:plan_id>/versions/<int:no>/signatures
POST /plan/plans/<uuid:plan_id>/withdrawals
""",
    "": """
GET /plan/for/<uuid:person_id>
POST /plan/handovers/<uuid:handover_id>/answers
POST /plan/plans/<uuid:plan_id>/preparations
POST /plan/plans/<uuid:plan_id>/preparations/<uuid:preparation_id>/droppings
POST /plan/plans/<uuid:plan_id>/preparations/<uuid:preparation_id>/takings
""",
    "MA": """
POST /settings/deputies/<uuid:deputyship_id>/endings
""",
    "HA": """
POST /plan-template/<uuid:template_id>/changes
GET /plan-template/<uuid:template_id>/edit
POST /plan-template/<uuid:template_id>/goals
GET /plan-template/<uuid:template_id>/goals/<uuid:key>
POST /plan-template/<uuid:template_id>/goals/<uuid:key>
POST /plan-template/<uuid:template_id>/goals/<uuid:key>/removals
POST /plan-template/<uuid:template_id>/publications
POST /plan-template/<uuid:template_id>/reopenings
POST /plan-template/<uuid:template_id>/retirements
POST /plan-template/<uuid:template_id>/weights
POST /cycle/<uuid:cycle_id>/cancellations
POST /cycle/<uuid:cycle_id>/changes
POST /cycle/<uuid:cycle_id>/days
POST /cycle/<uuid:cycle_id>/drafts
GET /cycle/<uuid:cycle_id>/edit
POST /cycle/<uuid:cycle_id>/openings
POST /cycle/<uuid:cycle_id>/participants/<uuid:person_id>/days
POST /cycle/<uuid:cycle_id>/participants/<uuid:person_id>/excuses
POST /cycle/<uuid:cycle_id>/participants/<uuid:person_id>/inclusions
GET /cycle/<uuid:cycle_id>/participants/new
POST /cycle/<uuid:cycle_id>/readiness
POST /cycle/<uuid:cycle_id>/work
POST /people/<uuid:person_id>/invitations
""",
    "HN": """
POST /settings/emails/<uuid:change_id>/confirmations
""",
    "MX": """
GET /plan/together
POST /plan/together
GET /plan/together/results
GET /team/
""",
    "A": """
GET /settings/companies
POST /settings/companies
GET /settings/companies/<uuid:company_id>
POST /settings/companies/<uuid:company_id>
POST /settings/companies/<uuid:company_id>/closings
POST /settings/companies/<uuid:company_id>/holidays
POST /settings/companies/<uuid:company_id>/reopenings
GET /settings/companies/new
GET /settings/grants
POST /settings/grants
POST /settings/grants/<uuid:grant_id>/endings
POST /settings/holidays/<uuid:holiday_id>/removals
GET /settings/organisation
POST /settings/organisation
GET /settings/organisation/defaults
POST /settings/organisation/defaults
POST /settings/organisation/previews
GET /settings/organisation/scale
POST /settings/organisation/scale
GET /settings/partners
POST /settings/partners
POST /settings/partners/<uuid:assignment_id>/endings
POST /settings/people
POST /settings/people/<uuid:person_id>
POST /settings/people/<uuid:person_id>/departures
POST /settings/people/<uuid:person_id>/emails
POST /settings/people/<uuid:person_id>/lines
POST /settings/people/<uuid:person_id>/placements
POST /settings/people/<uuid:person_id>/returns
POST /settings/people/<uuid:person_id>/stays
GET /settings/people/imports
POST /settings/people/imports
GET /settings/people/imports/<uuid:import_id>
POST /settings/people/imports/<uuid:import_id>/applications
GET /settings/people/imports/<uuid:import_id>/columns
POST /settings/people/imports/<uuid:import_id>/columns
POST /settings/people/imports/<uuid:import_id>/droppings
GET /settings/people/imports/<uuid:import_id>/errors.csv
POST /settings/people/imports/<uuid:import_id>/invitations
POST /settings/people/imports/<uuid:import_id>/undoings
GET /settings/people/imports/new
GET /settings/people/imports/sample.csv
GET /settings/people/new
GET /settings/positions
POST /settings/positions
GET /settings/positions/<uuid:position_id>
POST /settings/positions/<uuid:position_id>
POST /settings/positions/<uuid:position_id>/closings
POST /settings/positions/<uuid:position_id>/reopenings
GET /settings/positions/new
GET /settings/units
POST /settings/units
GET /settings/units/<uuid:unit_id>
POST /settings/units/<uuid:unit_id>
POST /settings/units/<uuid:unit_id>/closings
POST /settings/units/<uuid:unit_id>/moves
POST /settings/units/<uuid:unit_id>/reopenings
GET /settings/units/new
""",
    "E": """
POST /cycle/<uuid:cycle_id>/own/changes
GET /cycle/<uuid:cycle_id>/own/edit
POST /cycle/<uuid:cycle_id>/requests
GET /mail/<uuid:mail_id>
GET /notices/<uuid:notice_id>
POST /notices/<uuid:notice_id>/readings
POST /sign-in/sessions/<uuid:session_id>/endings
""",
    "M": """
POST /enterprise/goals/<uuid:goal_id>/check-ins
POST /cycle/<uuid:cycle_id>/agreements
POST /cycle/<uuid:cycle_id>/answers
GET /plan/handovers/<uuid:handover_id>
POST /plan/handovers/<uuid:handover_id>/notes
POST /plan/plans/<uuid:plan_id>/versions/<int:no>/adoptions
GET /reports/<uuid:report_id>
GET /reports/<uuid:report_id>.json
POST /reports/<uuid:report_id>/cancellation
GET /reports/<uuid:report_id>/file
""",
    "N": """
POST /cycle/<uuid:cycle_id>/withdrawals
""",
}
"""Who comes in: the employee, her manager, her Former manager, her HR partner, an HR partner elsewhere (X), the head of HR, the
tenant admin, a peer (N), a stranger, somebody of another organisation (O)."""
