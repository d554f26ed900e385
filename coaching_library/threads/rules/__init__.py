"""Arithmetic and limits: working hours, figures of waiting, and what may be written. No actor, no database."""

from coaching_library.threads.rules.figures import FEW, median, percent, within_eighty
from coaching_library.threads.rules.hours import Hours, Watch
from coaching_library.threads.rules.words import (
    LATELY,
    LONGEST_REVIEW,
    MANY,
    REVIEWED,
    SUGGESTIONS,
    TITLE,
    WORDS,
    alike,
    body,
    is_enough,
    label,
    path,
    title,
    title_problem,
    words_problem,
)

__all__ = [
    "FEW", "LATELY", "LONGEST_REVIEW", "MANY", "REVIEWED", "SUGGESTIONS", "TITLE", "WORDS", "Hours", "Watch",
    "alike", "body", "is_enough", "label", "median", "path", "percent", "title", "title_problem", "within_eighty",
    "words_problem",
]  # fmt: skip
