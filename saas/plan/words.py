"""The words of notices about plans, and of choices on its forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from saas.measures.words import DIRECTIONS as DIRECTIONS
from saas.measures.words import MEASURES as MEASURES
from tenants import notices

KINDS = {"work": _l("Work goal"), "development": _l("Development goal")}
SUPPORT = {
    "time": _l("Time"),
    "decision": _l("A decision"),
    "training": _l("Training"),
    "obstacle": _l("Removing an obstacle"),
    "other": _l("Something else"),
}
CHALLENGE = {
    1: _l("1 · Routine"),
    2: _l("2 · Known, needs care"),
    3: _l("3 · A step further"),
    4: _l("4 · Demanding"),
    5: _l("5 · Never done before"),
}


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    who = {
        "plan.opened": (_l("Your plan for %(cycle)s can begin"), _l("Write down what you want to reach in %(cycle)s.")),
        "plan.proposed": (
            _l("%(who)s has proposed version %(no)s"),
            _l("%(who)s put version %(no)s of the plan for %(cycle)s to you."),
        ),
        "plan.withdrawn": (_l("%(who)s took a proposal back"), _l("%(who)s took back their proposal for %(cycle)s.")),
        "plan.countered": (
            _l("%(who)s answers with a proposal of their own"),
            _l("%(who)s is writing a counter-proposal for %(cycle)s."),
        ),
        "plan.agreed": (_l("Your plan is agreed"), _l("%(who)s signed version %(no)s: the plan for %(cycle)s stands.")),
        "plan.asked": (_l("%(who)s asked something"), _l("%(who)s asked about a line of version %(no)s.")),
        "plan.asked_for": (
            _l("%(who)s asked something for %(whom)s"),
            _l("%(who)s, for %(whom)s, asked about a line of version %(no)s."),
        ),
        "plan.amendment": (
            _l("%(who)s wants to change the plan"),
            _l("%(who)s began an amendment of the plan for %(cycle)s. What you both signed stays in force."),
        ),
        "plan.discarded": (
            _l("%(who)s discarded the amendment"),
            _l("The plan for %(cycle)s stays as you both signed it."),
        ),
        "plan.reminded": (
            _l("A reminder: a plan waits for you"),
            _l("%(who)s reminds you: the plan of %(name)s for %(cycle)s waits for you."),
        ),
        "plan.reminded_own": (
            _l("A reminder: your plan waits for you"),
            _l("%(who)s reminds you: your plan for %(cycle)s waits for you."),
        ),
        "plan.called_off": (
            _l("%(cycle)s was called off"),
            _l("%(cycle)s was called off. The plan of %(who)s, which you both signed, stays as history."),
        ),
        "plan.rests": (
            _l("The plan of %(who)s rests"),
            _l("%(who)s is excused from %(cycle)s. The plan rests as it stands."),
        ),
        "plan.goes_on": (
            _l("The plan of %(who)s goes on"),
            _l("%(who)s takes part in %(cycle)s again. The plan goes on where it stood."),
        ),
        "plan.yours_goes_on": (
            _l("Your plan goes on"),
            _l("You take part in %(cycle)s again. Your plan goes on where it stood."),
        ),
        "plan.begins_again": (
            _l("The plan of %(who)s can begin again"),
            _l("%(who)s is back. What you both want in %(cycle)s is to be agreed anew; what stood before can be read."),
        ),
        "plan.yours_begins_again": (
            _l("Your plan can begin again"),
            _l("You are back. Your plan for %(cycle)s is to be agreed anew; what stood before can be read."),
        ),
        "plan.called": (
            _l("%(who)s calls you in to help"),
            _l("%(who)s asks you to help with the plan of %(name)s for %(cycle)s. You read on from here."),
        ),
        "plan.mediation": (
            _l("%(who)s has called HR in"),
            _l("%(who)s asked %(partner)s to help with the plan of %(name)s for %(cycle)s. Either of you proposes next."),
        ),
        "plan.adoption_due": (
            _l("The plan of %(name)s waits for you to adopt it"),
            _l("You lead %(name)s now. The plan for %(cycle)s stays in force; adopt it, or begin an amendment."),
        ),
        "plan.yours_to_adopt": (
            _l("Your plan stays in force"),
            _l("%(who)s leads you now. Your plan for %(cycle)s stays in force and waits for %(who)s to adopt it."),
        ),
        "plan.adopted": (
            _l("%(who)s has adopted your plan"),
            _l("%(who)s signed version %(no)s of your plan for %(cycle)s, word for word as it was in force."),
        ),
        "plan.handover_asked": (
            _l("What should the next manager of %(name)s know?"),
            _l("You no longer lead %(name)s. Write down where the plan for %(cycle)s stands and what you promised."),
        ),
        "plan.handover_given": (
            _l("%(who)s has handed over"),
            _l("%(who)s wrote down where the plan of %(name)s for %(cycle)s stands."),
        ),
        "plan.handover_answered": (
            _l("%(who)s answers your handover note"),
            _l("%(who)s said something to the handover note about the plan for %(cycle)s."),
        ),
        "plan.prepared": (
            _l("%(who)s has prepared something for you"),
            _l("%(who)s prepared a draft of the plan of %(name)s for %(cycle)s. You can take it over; nothing is proposed."),
        ),
        "plan.ended": (
            _l("The plan of %(who)s has ended"),
            _l("%(who)s has left. The plan for %(cycle)s has ended and can be read."),
        ),
    }
    for kind, (subject, line) in who.items():
        notices.register(kind, subject, line)
