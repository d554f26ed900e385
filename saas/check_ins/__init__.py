"""Check-ins: short, regular words of an employee on the goals that two people agreed, which their manager answers.

They belong to the two alone. The employee says how it goes, how sure they are, what is in the way, who did the work and which
promises of the manager were kept; the manager's answer is due, and seen to be due. What was said is never changed, silence
agrees to nothing, and HR is told how many pairs of a unit talk, from three pairs up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.check_ins import chores as _chores  # noqa: F401  # what is done once a day
from saas.check_ins import policy, words
from saas.check_ins.actions import (
    answer,
    begin,
    concerned_by_leaving,
    follow_line,
    open_now,
    reply,
    rest_all,
    save_draft,
    say,
    set_rhythm,
    turn,
)
from saas.check_ins.events import (
    CheckInAnswered,
    CheckInMissed,
    CheckInReplied,
    CheckInSubmitted,
    GoalClaimed,
    GoalConfirmed,
)
from saas.check_ins.models import CheckIn, CheckInRhythm
from saas.check_ins.queries import (
    TURNS,
    beside,
    last_spoke,
    own_pairs,
    pair_between,
    sheet,
    spoken,
    unit_tempo,
)
from saas.check_ins.rules import (
    THRESHOLD,
    Answer,
    GoalAnswer,
    GoalSaid,
    ResultSaid,
    Said,
    SupportSaid,
    UnitTempo,
    shown,
)
from saas.check_ins.searched import CHANGES_WHAT_IS_FOUND, FOUND
from saas.check_ins.sheets import CheckInSheet, GoalSpoken, PairSheet, Spoken
from saas.check_ins.taken_along import taken_along
from saas.check_ins.wording import PointAsTopic, as_topic

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "CHANGES_WHAT_IS_FOUND", "FOUND", "THRESHOLD", "TURNS", "Answer", "CheckIn", "CheckInAnswered", "CheckInMissed",
    "CheckInReplied", "CheckInRhythm", "CheckInSheet", "CheckInSubmitted", "GoalAnswer", "GoalClaimed", "GoalConfirmed",
    "GoalSaid", "GoalSpoken", "PairSheet", "PointAsTopic", "ResultSaid", "Said", "Spoken", "SupportSaid", "UnitTempo", "answer",
    "as_topic", "begin", "beside", "blueprints", "concerned_by_leaving", "follow_line", "last_spoke", "open_now", "own_pairs",
    "pair_between", "policy", "reply", "rest_all", "save_draft", "say", "set_rhythm", "sheet", "shown", "spoken", "taken_along",
    "turn", "unit_tempo",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.check_ins import views

    words.register()
    return (views.bp,)
