"""The verbs of the library."""

from coaching_library.library.actions.guiding import (
    call_back,
    card_for,
    note_asked,
    note_opened,
    note_used,
    put_away,
    say_unhelpful,
)
from coaching_library.library.actions.marking import answer_exercise, let_rest, rate, set_tried, set_verdict
from coaching_library.library.actions.publishing import (
    approve,
    fall_due,
    needs_review,
    propose,
    publish,
    reopen,
    retire,
    send_back,
    take_back,
    two_person,
    verify,
)
from coaching_library.library.actions.writing import change, keep, make, translate

__all__ = [
    "answer_exercise", "approve", "call_back", "card_for", "change", "fall_due", "keep", "let_rest",
    "make", "needs_review", "note_asked", "note_opened", "note_used", "propose", "publish", "put_away", "rate", "reopen",
    "retire", "say_unhelpful", "send_back", "set_tried", "set_verdict", "take_back", "translate", "two_person", "verify",
]  # fmt: skip
