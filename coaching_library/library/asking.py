"""Where "Ask my HR partner" leads. The room of questions, which stands above, says so once; until then nobody is asked."""

from __future__ import annotations

from collections.abc import Callable

from coaching_library.library.models import LibraryItem
from coaching_library.topics import About
from tenants.people import Actor

Where = Callable[[Actor, LibraryItem, About], str]
"""The address, inside the organisation, at which the actor asks about an item and what they are at."""
May = Callable[[Actor], bool]
_asked: list[tuple[Where, May]] = []


def ask_at(where: Where, may: May) -> None:
    """From now on questions are asked there, by those who may."""
    _asked[:] = [(where, may)]


def asks(actor: Actor) -> bool:
    """Whether the actor can ask anywhere."""
    return bool(_asked) and _asked[0][1](actor)


def address(actor: Actor, item: LibraryItem, about: About) -> str | None:
    """Where the actor asks about an item and what they are at, or None."""
    return _asked[0][0](actor, item, about) if asks(actor) else None
