"""A key result in words: its way from where it stands to what is wanted."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from saas.measures.key_results import KeyResult
from tenants.web.numbers import number


def measured(result: KeyResult) -> str:
    """A key result's way from where it stands to what is wanted, in words."""
    if result.measure == "yes_no":
        return str(_("Yes or no"))
    if result.measure == "milestone":
        return str(_("Milestone"))
    start, target = amount(result, result.start), amount(result, result.target)
    if not target:
        return ""
    if result.direction == "hold":
        return str(_("hold at %(target)s", target=target))
    return f"{start} → {target}" if start else f"→ {target}"


def amount(result: KeyResult, value: Decimal | None) -> str:
    """One value of a key result with its unit, or the words of its level."""
    if value is None:
        return ""
    if result.measure == "levels":
        place = int(value)
        return f"“{result.levels[place - 1]}”" if 1 <= place <= len(result.levels) else str(place)
    plain = number(value, 6)
    if result.measure == "percent":
        return f"{plain} %"
    return f"{plain} {result.unit}".strip()


def steps_of(result: KeyResult) -> str:
    """The levels of an ordinal key result, from low to high."""
    return " · ".join(result.levels) if result.measure == "levels" else ""
