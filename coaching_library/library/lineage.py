"""Where an item came from that began as an answer. The room of questions, which stands above, says once where its questions
lie; until then nothing is shown. And in which language something was written, for those who make a draft of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from coaching_library.library.models import LibraryItem
from coaching_library.library.rules import tongue
from tenants.people import Actor

__all__ = ["Origin", "come_from", "origin", "tongue"]


@dataclass(frozen=True)
class Origin:
    """The question whose answer was the beginning of an item: its title, and its address inside the organisation."""

    title: str
    path: str


Where = Callable[[Actor, UUID], Origin | None]
"""The question of an id, as far as the actor may open it; None where they may not, or it is gone."""
_where: list[Where] = []


def come_from(where: Where) -> None:
    """From now on the way back to questions is asked there."""
    _where[:] = [where]


def origin(actor: Actor, item: LibraryItem) -> Origin | None:
    """The question that an item came from, where the actor may open it; else None."""
    return _where[0](actor, item.thread_id) if _where and item.thread_id is not None else None
