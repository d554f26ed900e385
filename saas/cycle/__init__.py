"""Cycle: the period in which all components run for a set of participants.

HR opens a cycle for companies and units; an employee opens an own one for a new job, a new role or a project, and it
starts with the manager's agreement. Opening says who takes part; nothing is agreed by a date or by silence. A cycle
never ends the system: the next one begins from what this one taught.
"""

from typing import TYPE_CHECKING

from saas.cycle import policy, words
from saas.cycle.actions import (
    agree,
    answer_later,
    ask,
    cancel,
    change,
    change_own,
    draft,
    draft_own,
    excuse,
    include,
    make_ready,
    move_phases,
    open_planning,
    reopen_draft,
    set_day,
    start_work,
    take_back,
)  # fmt: skip
from saas.cycle.events import (
    CycleCancelled,
    CycleMade,
    CycleOpened,
    OwnCycleAgreed,
    OwnCycleAnsweredLater,
    OwnCycleAsked,
    OwnCycleTakenBack,
    ParticipantAdded,
    ParticipantDaySet,
    ParticipantExcused,
    PhasesMoved,
    WorkStarted,
)  # fmt: skip
from saas.cycle.models import Cycle, CycleAnswer, CycleScope, Participation
from saas.cycle.queries import (
    Line,
    also_look,
    current_for,
    cycle,
    frame,
    frame_of,
    head_count,
    own_cycles,
    participant_ids,
    readiness,
    shared_cycles,
    waiting,
)  # fmt: skip
from saas.cycle.rules import DAYS, STEPS, Frame, Phases, own_phases, phase_states, suggested
from saas.cycle.states import MACHINE, OPEN_FOR_PLANS, REASON_LABELS

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "DAYS", "MACHINE", "OPEN_FOR_PLANS", "REASON_LABELS", "STEPS", "Cycle", "CycleAnswer", "CycleCancelled", "CycleMade",
    "CycleOpened", "CycleScope", "Frame", "Line", "OwnCycleAgreed", "OwnCycleAnsweredLater", "OwnCycleAsked",
    "OwnCycleTakenBack", "ParticipantAdded", "ParticipantDaySet", "ParticipantExcused", "Participation", "Phases",
    "PhasesMoved", "WorkStarted", "agree", "also_look", "answer_later", "ask", "cancel", "change", "change_own",
    "current_for", "cycle", "draft", "draft_own", "excuse", "frame", "frame_of", "head_count", "include", "make_ready",
    "move_phases", "open_planning", "own_cycles", "own_phases", "participant_ids", "phase_states", "policy", "readiness",
    "reopen_draft", "set_day", "shared_cycles", "start_work", "suggested", "take_back", "waiting",
]  # fmt: skip


def blueprints() -> "tuple[Blueprint, ...]":
    """The pages of this room."""
    from saas.cycle.views import bp

    words.register()
    return (bp,)
