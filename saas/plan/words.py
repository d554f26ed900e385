"""The words of notices about plans, and of choices on its forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from tenants import notices

MEASURES = {
    "number": _l("Number"),
    "percent": _l("Percent"),
    "currency": _l("Amount of money"),
    "yes_no": _l("Yes or no"),
    "milestone": _l("Milestone"),
    "levels": _l("Levels in words"),
}
DIRECTIONS = {"up": _l("Up to the target"), "down": _l("Down to the target"), "hold": _l("Hold at the target")}
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
        "plan.ended": (
            _l("The plan of %(who)s has ended"),
            _l("%(who)s has left. The plan for %(cycle)s has ended and can be read."),
        ),
    }
    for kind, (subject, line) in who.items():
        notices.register(kind, subject, line)
