"""What the journal says, in sentences: one for each kind of event, by the group that the log is narrowed by.

Places in a sentence: who acted, whom it is about (`whom`), the thing (`thing`), and what the event keeps: an id of somebody or
something by its name (`partner_id` is `partner`), numbers, days and words of the program. Nothing that anybody wrote.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from saas.audit.words_of_library import KINDS as LIBRARY_KINDS
from saas.audit.words_of_library import LIBRARY
from saas.audit.words_of_policies import POLICIES
from saas.audit.words_of_questions import KINDS as QUESTION_KINDS
from saas.audit.words_of_questions import QUESTIONS
from saas.audit.words_of_two import FEEDBACK, FILES, MEETINGS, TALKS

SYSTEM = _l("Sameboat")
NOBODY = _l("nobody")
UNKNOWN = _l("%(who)s did something that has no words here (%(verb)s).")
FOR = _l("%(said)s In the place of %(whom)s.")

PLANS: dict[str, Any] = {
    "agreement.opened": _l("%(who)s opened the agreement of %(whom)s with their manager."),
    "agreement.version_proposed": _l("%(who)s proposed version %(no)s of the plan of %(whom)s."),
    "agreement.version_withdrawn": _l("%(who)s took back version %(no)s of the plan of %(whom)s."),
    "agreement.version_countered": _l("%(who)s answers version %(no)s of the plan of %(whom)s with a counter-proposal."),
    "agreement.version_agreed": _l("%(who)s signed version %(no)s of the plan of %(whom)s: both have signed."),
    "agreement.version_adopted": _l("%(who)s signed version %(no)s of the plan of %(whom)s, which was in force before."),
    "agreement.line_asked": _l("%(who)s said something about a line of version %(no)s of the plan of %(whom)s."),
    "agreement.mediation_called": _l("%(who)s called %(partner)s in to help with version %(no)s of the plan of %(whom)s."),
    "agreement.preparation_laid": _l("%(who)s laid a prepared draft of the plan of %(whom)s before %(for)s."),
    "agreement.preparation_taken": _l("%(who)s took over what %(author)s had prepared for the plan of %(whom)s."),
    "agreement.preparation_set_aside": _l("%(who)s set aside what %(author)s had prepared for the plan of %(whom)s."),
    "agreement.amendment_opened": _l("%(who)s began an amendment of the plan of %(whom)s."),
    "agreement.amendment_discarded": _l("%(who)s discarded the amendment of the plan of %(whom)s."),
    "agreement.party_changed": _l("%(new)s agrees the plan with %(whom)s from now on; before it was %(old)s."),
    "agreement.ended": _l("The agreement of %(whom)s ended."),
    "agreement.resumed": _l("The agreement of %(whom)s goes on."),
    "plan.opened": _l("%(who)s opened the plan of %(whom)s."),
    "plan.agreed": _l("The plan of %(whom)s is agreed: version %(no)s is in force."),
    "plan.adopted": _l("%(who)s adopted the plan of %(whom)s: version %(no)s."),
    "plan.reminded": _l("%(who)s reminded %(person)s of the plan of %(whom)s."),
    "plan.handover_asked": _l("%(former)s was asked for a handover note about the plan of %(whom)s."),
    "plan.handover_given": _l("%(who)s handed over: a note about the plan of %(whom)s."),
    "plan.handover_answered": _l("%(who)s answered the handover note about the plan of %(whom)s."),
    "plan.handover_lapsed": _l("A handover note about the plan of %(whom)s is not needed any more."),
}
CYCLES: dict[str, Any] = {
    "cycle.made": _l("%(who)s drafted a cycle: %(thing)s."),
    "cycle.changed": _l("%(who)s changed a cycle: %(thing)s."),
    "cycle.made_ready": _l("%(who)s declared a cycle ready: %(thing)s."),
    "cycle.reopened": _l("%(who)s made a cycle a draft again: %(thing)s."),
    "cycle.opened": _l("%(who)s opened a cycle for %(participants)s people: %(thing)s."),
    "cycle.work_started": _l("The work phase of a cycle began: %(thing)s."),
    "cycle.cancelled": _l("%(who)s called a cycle off: %(thing)s."),
    "cycle.phases_moved": _l("%(who)s moved days of a cycle (%(what)s): %(thing)s."),
    "cycle.participant_added": _l("%(who)s took %(whom)s into a cycle: %(thing)s."),
    "cycle.participant_excused": _l("%(who)s excused %(whom)s from a cycle: %(thing)s."),
    "cycle.participant_day_set": _l("%(who)s set on which day the work of %(whom)s begins in a cycle: %(thing)s."),
    "cycle.own_asked": _l("%(who)s asked %(manager)s for a cycle of their own."),
    "cycle.own_taken_back": _l("%(who)s took back the wish for a cycle of their own."),
    "cycle.own_answered_later": _l("%(who)s said “not yet” to a cycle of %(whom)s’s own."),
    "cycle.own_agreed": _l("%(who)s agreed to a cycle of %(whom)s’s own."),
    "plan_template.made": _l("%(who)s began to write a plan template: %(thing)s."),
    "plan_template.changed": _l("%(who)s changed a plan template: %(thing)s."),
    "plan_template.published": _l("%(who)s published version %(no)s of a plan template: %(thing)s."),
    "plan_template.retired": _l("%(who)s retired a plan template: %(thing)s."),
    "plan_template.reopened": _l("%(who)s took a plan template up again: %(thing)s."),
}
GOALS: dict[str, Any] = {
    "enterprise.goal_made": _l("%(who)s drafted a goal of the organisation: %(thing)s."),
    "enterprise.goal_changed": _l("%(who)s changed a goal of the organisation: %(thing)s."),
    "enterprise.goal_opened": _l("%(who)s opened a goal of the organisation: %(thing)s."),
    "enterprise.goal_closed": _l("%(who)s closed a goal of the organisation: %(thing)s."),
    "enterprise.checked_in": _l("%(who)s checked in on a goal of the organisation: %(thing)s."),
}
PEOPLE: dict[str, Any] = {
    "person.added": _l("%(who)s entered %(whom)s."),
    "person.changed": _l("%(who)s changed entries of %(whom)s (%(what)s)."),
    "person.email_asked": _l("%(who)s asked for another e-mail address for %(whom)s."),
    "person.email_dropped": _l("%(who)s let the wish for another e-mail address for %(whom)s be."),
    "person.email_changed": _l("%(who)s confirmed another e-mail address for %(whom)s."),
    "person.activated": _l("%(whom)s came in by the invitation."),
    "person.leaving_planned": _l("%(who)s changed the last day of %(whom)s: %(leaves_on)s."),
    "person.left": _l("%(whom)s has left; last day: %(left_on)s."),
    "person.returned": _l("%(who)s entered that %(whom)s is back."),
    "person.placement_changed": _l("%(who)s placed %(whom)s in %(unit)s, %(company)s, from %(starts_on)s."),
    "person.line_planned": _l("%(who)s planned who leads %(whom)s from %(starts_on)s: %(new_manager)s."),
    "person.line_changed": _l("%(new_manager)s leads %(whom)s from now on; before: %(old_manager)s. Entered by %(who)s."),
}
RIGHTS: dict[str, Any] = {
    "grant.given": _l("%(who)s gave %(whom)s a right: %(kind)s."),
    "grant.ended": _l("%(who)s ended a right of %(whom)s: %(kind)s."),
    "grant.asked": _l("%(who)s asked for a right for themselves: %(kind)s. A second person confirms or declines it."),
    "grant.confirmed": _l("%(who)s confirmed a right that %(whom)s had asked for: %(kind)s."),
    "grant.declined": _l("%(who)s declined a right that %(whom)s had asked for: %(kind)s."),
    "grant.wish_dropped": _l("%(whom)s does not ask for a right any more: %(kind)s."),
    "partner.asked": _l("%(who)s asked to be HR partner of %(unit_or_manager)s from %(starts_on)s."),
    "partner.confirmed": _l("%(who)s confirmed that %(partner)s is to be HR partner of %(unit_or_manager)s."),
    "partner.declined": _l("%(who)s declined that %(partner)s be HR partner of %(unit_or_manager)s."),
    "partner.wish_dropped": _l("%(partner)s does not ask to be HR partner of %(unit_or_manager)s any more."),
    "partner.assigned": _l("%(who)s made %(partner)s HR partner of %(unit_or_manager)s from %(starts_on)s."),
    "partner.ended": _l("%(who)s ended that %(partner)s is HR partner of %(unit_or_manager)s."),
    "deputy.named": _l("%(who)s named %(deputy)s to stand in for %(whom)s, %(starts_on)s – %(ends_on)s."),
    "deputy.ended": _l("%(who)s ended that %(deputy)s stands in for %(whom)s."),
}
IMPORTS: dict[str, Any] = {
    "import.uploaded": _l("%(who)s took in a file of people; nothing changed yet."),
    "import.checked": _l("A file of people was compared: %(added)s to add, %(changed)s to change, %(wrong)s wrong."),
    "import.applied": _l("%(who)s takes a file of people over."),
    "import.finished": _l("A file of people was taken over: %(done)s rows done, %(refused)s refused."),
    "import.undoing": _l("%(who)s takes back what a file of people brought."),
    "import.undone": _l("What a file of people brought was taken back: %(undone)s rows, %(kept)s kept."),
    "import.dropped": _l("%(who)s put a file of people away."),
    "import.invitations_asked": _l("%(who)s has %(people)s people of a file invited."),
    "import.invitation_due": _l("It was the turn of %(whom)s to be invited."),
}
STRUCTURE: dict[str, Any] = {
    "organisation.made": _l("%(who)s set the organisation up."),
    "organisation.changed": _l("%(who)s changed the organisation (%(what)s)."),
    "company.opened": _l("%(who)s entered a company: %(thing)s."),
    "company.changed": _l("%(who)s changed a company (%(what)s): %(thing)s."),
    "company.closed": _l("%(who)s closed a company as of %(closed_on)s: %(thing)s."),
    "company.reopened": _l("%(who)s reopened a company: %(thing)s."),
    "unit.made": _l("%(who)s entered a unit: %(thing)s."),
    "unit.renamed": _l("%(who)s renamed a unit: %(thing)s."),
    "unit.moved": _l("%(who)s moved a unit: %(thing)s. It lay below %(old_parent)s and lies below %(new_parent)s."),
    "unit.closed": _l("%(who)s closed a unit: %(thing)s."),
    "unit.reopened": _l("%(who)s reopened a unit: %(thing)s."),
    "position.made": _l("%(who)s entered a position: %(thing)s."),
    "position.changed": _l("%(who)s changed a position: %(thing)s."),
    "position.closed": _l("%(who)s closed a position: %(thing)s."),
    "position.reopened": _l("%(who)s reopened a position: %(thing)s."),
}
SIGN_IN: dict[str, Any] = {
    "sign_in.succeeded": _l("%(who)s signed in."),
    "sign_in.failed": _l("Somebody tried to sign in as %(whom)s with a password that does not fit."),
    "sign_in.ended": _l("%(who)s signed out."),
    "sign_in.sessions_ended": _l("%(count)s sessions of %(whom)s were ended."),
    "sign_in.invited": _l("%(who)s invited %(whom)s."),
    "sign_in.link_shown": _l("The invitation link of %(whom)s was shown to the operator, to be handed over."),
    "sign_in.reset_asked": _l("Somebody asked for a new password for %(whom)s."),
    "sign_in.password_set": _l("%(whom)s chose a password."),
}
PAPERS: dict[str, Any] = {
    "report.asked": _l("%(who)s asked for a paper about %(whom)s."),
    "report.printed": _l("A paper about %(whom)s was made."),
    "report.cancelled": _l("%(who)s called off a paper that they had asked for."),
    "report.collected": _l("%(who)s fetched a paper about %(whom)s."),
    "file.kept": _l("%(who)s put a file into keeping."),
    "file.expired": _l("The days of a file were over: it is gone."),
}
LETTERS: dict[str, Any] = {
    "notices.mail_sent": _l("A letter left for %(whom)s."),
    "notices.mail_failed": _l("A letter to %(whom)s could not be sent."),
}
LOOKS: dict[str, Any] = {
    "look.plan": _l("%(who)s read the plan of %(whom)s."),
    "look.feedback": _l("%(who)s read feedback to %(whom)s."),
    "look.meeting": _l("%(who)s read a 1:1 of %(whom)s."),
    "look.performance_file": _l("%(who)s read the performance file of %(whom)s."),
    "look.plan_handover": _l("%(who)s read a handover note about the plan of %(whom)s."),
    "look.check_in": _l("%(who)s read a check-in of %(whom)s."),
    "look.question": _l("%(who)s read a private question of %(whom)s."),
    "look.check_in_rhythm": _l("%(who)s read how the goals of %(whom)s went, check-in by check-in."),
}
"""What somebody read about somebody else; once for each reader, object and day."""
REFUSED: dict[str, Any] = {
    "refused.look": _l("%(who)s tried to read what is not theirs, and was refused: %(refused)s (%(route)s)."),
    "refused.act": _l("%(who)s tried to do what is not theirs, and was refused: %(refused)s (%(route)s)."),
}
"""What somebody tried and was refused; once for each person, route, object and day."""
ABOUT = _l("%(kind)s of %(whom)s")

GROUPS: dict[str, tuple[Any, dict[str, Any]]] = {
    "looks": (_l("Who read what"), LOOKS),
    "refused": (_l("What was refused"), REFUSED),
    "plans": (_l("Plans"), PLANS),
    "meetings": (_l("1:1s"), MEETINGS),
    "files": (_l("Performance files"), FILES),
    "cycles": (_l("Cycles and plan templates"), CYCLES),
    "goals": (_l("Goals of the organisation"), GOALS),
    "policies": (_l("Policies"), POLICIES),
    "feedback": (_l("Feedback"), FEEDBACK),
    "talks": (_l("Check-ins"), TALKS),
    "library": (_l("Library"), LIBRARY),
    "questions": (_l("Questions"), QUESTIONS),
    "people": (_l("People and places"), PEOPLE),
    "rights": (_l("Rights, HR partners, deputies"), RIGHTS),
    "imports": (_l("Files of people"), IMPORTS),
    "structure": (_l("Organisation and structure"), STRUCTURE),
    "sign_in": (_l("Signing in"), SIGN_IN),
    "papers": (_l("Papers"), PAPERS),
    "letters": (_l("Letters"), LETTERS),
}
SENTENCES: dict[str, Any] = {verb: says for _label, verbs in GROUPS.values() for verb, says in verbs.items()}

PARTS: dict[str, Any] = {
    "name": _l("name"),
    "called": _l("how we speak to them"),
    "email": _l("e-mail"),
    "external_id": _l("staff number"),
    "language": _l("language"),
    "time_zone": _l("time zone"),
    "brand_hue": _l("colour"),
    "brand_chroma": _l("strength of the colour"),
    "scale": _l("scale in words"),
    "settings": _l("times and numbers"),
    "legal_name": _l("legal name"),
    "letterhead": _l("letterhead"),
    "working_days": _l("working days"),
    "holidays": _l("holidays"),
    "starts_on": _l("first day"),
    "work_on": _l("first day of work"),
    "appraisal_on": _l("first day of the appraisal"),
    "diagnosis_on": _l("first day of the diagnosis"),
    "ends_on": _l("last day"),
    "title": _l("title"),
    "topic": _l("what it belongs to"),
    "audience": _l("who reads it"),
    "owner_id": _l("who answers for it"),
    "review_on": _l("when it is looked at again"),
}
"""What an event calls the parts that changed. The log says no other parts."""

ENDS: dict[str, Any] = {"reached": _l("Reached"), "partly_reached": _l("Partly reached"), "not_reached": _l("Not reached")}
"""How a goal ended, as an event keeps it."""

KINDS: dict[str, Any] = {
    "page": _l("Page"),
    "plan": _l("Plan"),
    "agreement": _l("Plan"),
    "amendment": _l("Plan"),
    "plan_handover": _l("Handover note"),
    "meeting": _l("1:1"),
    "meeting_series": _l("Rhythm of 1:1s"),
    "meeting_topic": _l("Topic"),
    "meeting_promise": _l("Promise"),
    "meeting_feed": _l("Calendar address"),
    "performance_file": _l("Performance file"),
    "file_entry": _l("Performance file"),
    "cycle": _l("Cycle"),
    "enterprise_goal": _l("Goal"),
    "plan_template": _l("Plan template"),
    "policy": _l("Policy"),
    "policy_version": _l("Policy"),
    "policy_section": _l("Policy"),
    "feedback": _l("Feedback"),
    "feedback_request": _l("Request for feedback"),
    "check_in": _l("Check-in"),
    "check_in_rhythm": _l("Rhythm of check-ins"),
    "person": _l("Person"),
    "person_grant": _l("Right"),
    "person_right_wish": _l("Right asked for"),
    "hr_assignment": _l("HR partner"),
    "deputyship": _l("Deputy"),
    "people_import": _l("File of people"),
    "organisation": _l("Organisation"),
    "company": _l("Company"),
    "unit": _l("Unit"),
    "position": _l("Position"),
    "sign_in_session": _l("Session"),
    "job": _l("Paper"),
    "file": _l("File"),
    "mail": _l("Letter"),
    "agreement_preparation": _l("Plan"),
    "holiday": _l("Holiday"),
    "notice": _l("Notice"),
    "person_email_change": _l("E-mail address"),
    **LIBRARY_KINDS,
    **QUESTION_KINDS,
}
"""What a thing is called that something was done to."""
