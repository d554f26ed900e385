"""Arithmetic and limits: working hours, figures of waiting, and what may be written. No actor, no database."""

from coaching_library.threads.rules.figures import FEW, median, percent, within_eighty
from coaching_library.threads.rules.hours import Hours, Watch
from coaching_library.threads.rules.words import (
    FEWEST,
    LATELY,
    LONGEST_REVIEW,
    MANY,
    REVIEWED,
    SUGGESTIONS,
    TITLE,
    WORDS,
    alike,
    body,
    label,
    path,
    title,
    title_problem,
    words_problem,
)

__all__ = [
    "FEW", "FEWEST", "LATELY", "LONGEST_REVIEW", "MANY", "REVIEWED", "SUGGESTIONS", "TITLE", "WORDS", "Hours", "Watch",
    "alike", "body", "label", "median", "path", "percent", "title", "title_problem", "within_eighty", "words_problem",
]  # fmt: skip
