"""Reading questions: one with all that stands in it, lists, the queue, clocks, figures, and what is alike."""

from coaching_library.threads.queries.acting import for_the_house, house_id
from coaching_library.threads.queries.called import called
from coaching_library.threads.queries.clocks import every_hours, goal, hours_of, hours_of_all, watch_of
from coaching_library.threads.queries.desk import card, draft, reply, widening
from coaching_library.threads.queries.lists import (
    KEYS,
    QUEUED,
    Counts,
    Narrowed,
    among_found,
    asked_by,
    browse,
    first_replies,
    last_answers,
    open_asked,
    questions_by,
    queue,
    queue_counts,
    readable,
    replies,
    these,
    to_verify,
)
from coaching_library.threads.queries.marks import (
    Standing,
    Worn,
    last_number,
    mark_of,
    marks,
    near_sections,
    official_of,
    standing_marks,
    standing_of,
)
from coaching_library.threads.queries.marks import citing as cited_by
from coaching_library.threads.queries.of_one import of_one
from coaching_library.threads.queries.one import (
    asked_with,
    clock_of,
    copies_of,
    deflected_today,
    draft_of,
    follow_of,
    followers,
    held,
    last_post,
    post,
    posts_of,
    question,
    thread,
    whole,
)
from coaching_library.threads.queries.relations import Circle, circle, standings
from coaching_library.threads.queries.service import figures, service
from coaching_library.threads.queries.suggesting import QUESTION, is_found, named, suggest
from coaching_library.threads.queries.waiting import (
    at_the_step,
    cards,
    citing,
    escalated,
    items_of,
    live,
    open_card,
    open_cards_of,
    overdue,
    owners_of,
    proposals_to,
    quiet,
)

__all__ = [
    "KEYS", "QUESTION", "QUEUED", "Circle", "Counts", "Narrowed", "Standing", "Worn", "among_found", "asked_by",
    "asked_with", "at_the_step", "browse", "called", "card", "cards", "circle", "cited_by", "citing", "clock_of",
    "copies_of", "deflected_today", "draft", "draft_of", "escalated", "every_hours", "figures", "first_replies",
    "follow_of", "followers", "for_the_house", "goal", "held", "hours_of", "hours_of_all", "house_id", "is_found",
    "items_of", "last_answers", "last_number", "last_post", "live", "mark_of", "marks", "named", "near_sections", "of_one",
    "official_of", "open_asked", "open_card", "open_cards_of", "overdue", "owners_of", "post", "posts_of", "proposals_to",
    "question", "questions_by", "queue", "queue_counts", "quiet", "readable", "replies", "reply", "service",
    "standing_marks", "standing_of", "standings", "suggest", "these", "thread", "to_verify", "watch_of", "whole",
    "widening",
]  # fmt: skip
