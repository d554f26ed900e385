"""What must hold of a key result before somebody is measured by it. No database, no actor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _

from saas.measures.key_results import KeyResult
from tenants.agreements.lines import Path, address


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that has to be mended before the plan can be proposed: where, which (for tests), and what to do."""

    path: Path
    code: str
    message: str

    @property
    def address(self) -> str:
        """The path as text: the name of the field."""
        return address(self.path)


def check_result(result: KeyResult, at: Path, first: date, last: date) -> Iterator[Problem]:
    """What is missing in a key result that stands at `at`; its own date lies from `first` to `last`."""
    if not result.title:
        yield Problem((*at, "title"), "result.title", _("Say what this key result measures."))
    if result.due_on is not None and not first <= result.due_on <= last:
        message = _("Choose a date between the start of the period and the date of the goal.")
        yield Problem((*at, "due_on"), "result.due", message)
    if result.measure == "currency" and not re.fullmatch(r"[A-Z]{3}", result.unit):
        yield Problem((*at, "unit"), "result.currency", _("Enter the code of a currency, such as EUR or CNY."))
    if result.measure == "levels" and len(result.levels) < 2:
        yield Problem((*at, "levels"), "result.levels", _("Name at least two levels, from low to high."))
    elif result.is_numeric:
        yield from _check_values(result, at)


def _check_values(result: KeyResult, at: Path) -> Iterator[Problem]:
    start, target = result.start, result.target
    if target is None:
        yield Problem((*at, "target"), "result.target", _("Enter the value to reach."))
        return
    if result.measure == "levels":
        places = {Decimal(place) for place in range(1, len(result.levels) + 1)}
        wrong = [name for name, value in (("start", start), ("target", target)) if value not in {None, *places}]
        if wrong:
            yield Problem((*at, wrong[0]), "result.place", _("Choose one of the levels of this key result."))
            return
    if result.direction == "hold":
        return
    if start is None:
        yield Problem((*at, "start"), "result.start", _("Enter the value as it is today."))
    elif start == target:
        message = _("Start and target are the same. Change one, or choose to hold the value.")
        yield Problem((*at, "target"), "result.same", message)
    elif (target > start) != (result.direction == "up"):
        message = (
            _("The value should go up, but the target lies below the start. Change the target or the direction.")
            if result.direction == "up"
            else _("The value should go down, but the target lies above the start. Change the target or the direction.")
        )
        yield Problem((*at, "target"), "result.direction", message)
