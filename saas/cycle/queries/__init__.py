"""Reading about cycles: one with whom it takes in, lists of them, who takes part, and what is missing before one
opens.
"""

from saas.cycle.queries.frames import (
    answers,
    current_for,
    cycle,
    day,
    frame,
    frame_of,
    notice_day,
    own_limit,
    seat,
    seat_of,
    stands_elsewhere,
)  # fmt: skip
from saas.cycle.queries.lists import (
    candidates,
    head_count,
    own_cycles,
    participant_ids,
    participants,
    shared_cycles,
    waiting,
)  # fmt: skip
from saas.cycle.queries.narrowing import in_company
from saas.cycle.queries.readiness import Line, also_look, is_ready, readiness
from saas.cycle.queries.scope import people_in

__all__ = [
    "Line", "also_look", "answers", "candidates", "current_for", "cycle", "day", "frame", "frame_of", "head_count",
    "in_company", "is_ready", "notice_day", "own_cycles", "own_limit", "participant_ids", "participants", "people_in",
    "readiness", "seat", "seat_of", "shared_cycles", "stands_elsewhere", "waiting",
]  # fmt: skip
