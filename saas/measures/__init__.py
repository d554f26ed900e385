"""Measures: by which sign one sees that a goal is reached. A person's plan and an enterprise's goals share them.

A key result is a number, a percentage, an amount of money, a yes or no, a milestone, or a level in words; here is how it
is written down, checked, said, and typed. No tables, no pages.
"""

from saas.measures.checks import Problem, check_result
from saas.measures.key_results import (
    DIRECTIONS,
    KEY_RESULTS,
    LEVEL,
    LEVELS,
    MEASURES,
    NUMERIC,
    TITLE,
    UNIT,
    KeyResult,
    day_text,
    is_blank,
    new_key,
    number_text,
)
from saas.measures.reading import ContentError, Reader, decimal_text, tidy
from saas.measures.spoken import amount, measured, steps_of

__all__ = [
    "DIRECTIONS", "KEY_RESULTS", "LEVEL", "LEVELS", "MEASURES", "NUMERIC", "TITLE", "UNIT", "ContentError", "KeyResult",
    "Problem", "Reader", "amount", "check_result", "day_text", "decimal_text", "is_blank", "measured", "new_key", "number_text",
    "steps_of", "tidy",
]  # fmt: skip
