"""The verbs of a cycle: designing it, launching it, who takes part, and an employee's own cycle."""

from saas.cycle.actions.design import change, draft, move_phases
from saas.cycle.actions.launch import (
    cancel,
    make_ready,
    open_planning,
    reasons_against_cancelling,
    reopen_draft,
    start_work,
)
from saas.cycle.actions.on_the_day import begin
from saas.cycle.actions.own import agree, answer_later, ask, change_own, draft_own, take_back
from saas.cycle.actions.taking_part import excuse, include, set_day

__all__ = [
    "agree", "answer_later", "ask", "begin", "cancel", "change", "change_own", "draft", "draft_own", "excuse", "include",
    "make_ready", "move_phases", "open_planning", "reasons_against_cancelling", "reopen_draft", "set_day", "start_work",
    "take_back",
]  # fmt: skip
