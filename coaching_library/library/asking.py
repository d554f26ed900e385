"""Where "Ask my HR partner" leads. The room of questions, which stands above, says so once; until then nobody is asked."""

from __future__ import annotations

from collections.abc import Callable

from coaching_library.library.models import LibraryItem
from coaching_library.topics import About
from tenants.people import Actor

Where = Callable[[Actor, LibraryItem, About], str | None]
"""The address, inside the organisation, at which the actor asks about an item and what they are at; None where they can't."""
_where: list[Where] = []


def ask_at(where: Where) -> None:
    """From now on questions are asked there."""
    _where[:] = [where]


def asks() -> bool:
    """Whether questions can be asked anywhere."""
    return bool(_where)


def address(actor: Actor, item: LibraryItem, about: About) -> str | None:
    """Where the actor asks about an item and what they are at, or None."""
    return _where[0](actor, item, about) if _where else None
