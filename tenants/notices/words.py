"""What each kind of notice and mail says. Rooms add kinds by `register`; words are lazy, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l

from tenants.people import Person
from tenants.web.dates import long_day, long_moment
from tenants.web.direction import isolated


@dataclass(frozen=True)
class Attachment:
    """A file of text in a letter: its name, what it says, the kind of text, and what mail programs are told of it."""

    name: str
    content: str
    subtype: str = "plain"
    params: dict[str, str] = field(default_factory=dict)


Attach = Callable[[Person, str, str], Attachment | None]
"""Makes the attachment of a letter as it leaves: for this person, about the page of this path, with this link to it."""


@dataclass(frozen=True)
class Words:
    """The words of one kind: `subject` heads the mail, `line` is the sentence. Both may hold %(name)s places.

    `secret_link` makes the path of a link that only the receiver may have, at the moment of sending; None where the
    mail is not needed any more. A letter that is `awaited` leaves before all that nobody waits for. `attach` makes what
    lies in the letter, at the moment of sending.
    """

    subject: Any
    line: Any
    secret_link: Callable[[Person], str | None] | None = None
    awaited: bool = False
    attach: Attach | None = None


_words: dict[str, Words] = {}


def register(
    kind: str,
    subject: Any,
    line: Any,
    *,
    secret_link: Callable[[Person], str | None] | None = None,
    awaited: bool = False,
    attach: Attach | None = None,
) -> None:
    """Notices and mails of this kind say so: two lazy strings, e.g. `_l("%(who)s proposed version %(no)s")`.

    Places may be filled by `params` of `tell`; `%(organisation)s` is always known.
    """
    _words[kind] = Words(subject, line, secret_link, awaited, attach)


def words(kind: str) -> Words:
    """The words of a kind. Raises KeyError for one that nobody registered."""
    return _words[kind]


def line_of(kind: str) -> Any:
    """The sentence of a kind; of one that a later version no longer knows, that there is news."""
    return _words[kind].line if kind in _words else _l("There is news.")


def kinds() -> list[str]:
    """Every kind that has words."""
    return sorted(_words)


def packed(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as JSON: a person as their id, so that an erased name is gone; dates as dates; the rest as it is."""
    found: dict[str, Any] = {}
    for name, value in params.items():
        if isinstance(value, Person):
            found[name] = {"person": str(value.id)}
        elif isinstance(value, UUID):
            found[name] = {"person": str(value)}
        elif isinstance(value, datetime):
            found[name] = {"at": value.isoformat()}
        elif isinstance(value, date):
            found[name] = {"on": value.isoformat()}
        else:
            found[name] = value if isinstance(value, int) else str(value)
    return found


def people_in(many: Iterable[dict[str, Any]]) -> set[UUID]:
    """The ids of people whose names the words need."""
    return {UUID(v["person"]) for params in many for v in params.values() if isinstance(v, dict) and "person" in v}


def spoken(template: Any, params: dict[str, Any], names: dict[UUID, str], zone: str) -> str:
    """The words with their places filled, in the language of now and the reader's zone. Else three dots."""
    filled: dict[str, Any] = {}
    for name, value in params.items():
        if not isinstance(value, dict):
            filled[name] = value
        elif "person" in value:
            filled[name] = names.get(UUID(value["person"]), "…")
        elif "at" in value:
            filled[name] = long_moment(datetime.fromisoformat(value["at"]), zone)
        elif "on" in value:
            filled[name] = long_day(date.fromisoformat(value["on"]))
    return str(template) % _Places({name: isolated(value) for name, value in filled.items()})


class _Places(dict[str, Any]):
    def __missing__(self, _name: str) -> str:
        return "…"
