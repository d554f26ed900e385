"""The one guide beside a step of the cycle: each page says where its reader is and what it sees; the library chooses.

A page of a step calls `beside` and shows what comes of it at the head of what stands beside it. What a page sees are signs,
never words: the library learns nothing of what people wrote.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from coaching_library import About, Phase, Signal, Task, library
from saas import cycle
from tenants.isolation import clock
from tenants.people import Actor

SILENT = timedelta(days=28)
"""After so long without a talk a pair is silent: twice the longest rhythm in which two usually meet."""
ROUNDS = 3
"""Proposals that went to and fro."""
PHASES = {each.value: each for each in Phase}


def beside(
    actor: Actor,
    task: Task,
    label: str,
    path: str,
    *,
    state: str | None = None,
    of: UUID | None = None,
    signals: Iterable[Signal | None] = (),
) -> library.Card | None:
    """The guide for the actor at this step, or None. `label` and `path` name the page to an HR partner who is asked from it.

    The phase is told by the `state` of the cycle, or looked up for the one whose cycle it is (`of`). Two statements, and one
    more for the phase.
    """
    if state is None and of is not None:
        state = next((each.state for each in cycle.current_for(of)), None)
    seen = frozenset(each for each in signals if each is not None)
    return library.card_for(actor, About(task, label, path), phase=PHASES.get(state or ""), signals=seen)


def when(seen: bool, sign: Signal) -> Signal | None:
    """The sign where it is seen."""
    return sign if seen else None


def is_silent(last: datetime | None) -> bool:
    """Whether two have not spoken for long; `last` is when they did, None for never."""
    return last is None or clock.now() - last > SILENT
