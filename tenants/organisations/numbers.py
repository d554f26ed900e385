"""The numbers that an organisation goes by, as they are asked for: what each is called, counts and does."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired

from tenants.organisations import rules
from tenants.web import Form

SETTING_LABELS = {
    "mediation_rounds": _l("HR is offered to help after"),
    "mediation_days": _l("…or when nothing was agreed for"),
    "threshold": _l("A number of people is shown from"),
    "seal_days": _l("An entry in a performance file can be edited for"),
    "report_days": _l("A finished PDF is kept for"),
    "notice_days": _l("Changed dates of a cycle are told ahead by"),
    "acknowledge_days": _l("A policy is to be read and acknowledged within"),
    "own_cycle_days": _l("A cycle of one’s own lasts at most"),
    "answer_hours": _l("A question to HR has its first answer within"),
    "day_begins": _l("A working day begins at"),
    "day_ends": _l("A working day ends at"),
    "silence_days": _l("An answered question is closed after a silence of"),
    "import_undo_hours": _l("A file of people that was taken over can be undone for"),
    "invitations_per_minute": _l("Invitations that are sent after an import, each minute at most"),
    "two_person": _l("What others read is approved by a second person"),
    "employees_ask": _l("Employees ask HR, too"),
}
SETTING_EFFECTS = {
    "mediation_rounds": _l("The page of a plan then says that an HR partner can be called in. Nobody is called by a number."),
    "mediation_days": _l("Counted in the working calendar of the employee’s company, from the first proposal."),
    "threshold": _l("Whose goals contribute to a goal of the organisation: below this it says “a few”."),
    "seal_days": _l("Entries that were added already keep their day. Then an entry is sealed, and corrected by a new one."),
    "report_days": _l("Papers already made keep their day. Afterwards the file is gone, and can be asked for again."),
    "notice_days": _l("A day of a running cycle can only be moved to one that is at least so far ahead."),
    "own_cycle_days": _l("Holds for cycles that are asked for from now on."),
    "answer_hours": _l("Counted in the working hours of the asker’s company. After that the heads of HR are told, once."),
    "day_begins": _l("Hours are counted from then on, in the time zone of each company and on its working days."),
    "day_ends": _l("A day of 24 hours ends at 24. Questions that are open already are counted by it as well."),
    "silence_days": _l("Whoever asked is told two working days before, and can reopen it at any time."),
    "import_undo_hours": _l("Files that were taken over already keep their hour."),
    "invitations_per_minute": _l("So that a mail server is not taken for a sender of bulk mail."),
    "two_person": _l("Guides and policies: nobody approves what they wrote or proposed themselves."),
    "employees_ask": _l("Else only those who lead ask, and HR. What was asked before goes on to its end."),
    "acknowledge_days": _l(
        "What a version begins with, in the working calendar of each reader’s company; it can say otherwise."
    ),
}
"""What a setting does, said beside its field before it is changed."""
UNITS = {
    "hours": _l("hours"),
    "working hours": _l("working hours"),
    "o’clock": _l("o’clock"),
    "days": _l("days"),
    "working days": _l("working days"),
    "rounds": _l("rounds"),
    "people": _l("people"),
    "yes/no": "",
}


def settings_form() -> type[Form]:
    """The form of the settings: one number for each, or a box where it is yes or no."""
    fields: dict[str, Any] = {}
    for setting in rules.SETTINGS.values():
        if setting.unit == "yes/no":
            fields[setting.name] = BooleanField(SETTING_LABELS[setting.name])
            continue
        hint = _l("From %(least)s to %(most)s.", least=setting.least, most=setting.most)
        fields[setting.name] = IntegerField(
            SETTING_LABELS[setting.name],
            [InputRequired(_l("Enter a whole number."))],
            description=hint,
            render_kw={"min": setting.least, "max": setting.most, "class_": "number"},
        )
    return type("SettingsForm", (Form,), fields)
