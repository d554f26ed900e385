"""What every verb of this room checks about what was entered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from tenants.law import Invalid
from tenants.organisations import rules


class Errors(dict[str, str]):
    """Messages by field, raised together, so that a form shows all of them at once."""

    def name(self, field: str, text: str, others: dict[str, UUID], mine: UUID | None = None) -> str:
        """`text` cleaned; it must be there, not too long, and not the name of one of `others` (folded name -> id)."""
        cleaned = rules.clean(text)
        if not cleaned:
            self[field] = _("Enter a name.")
        elif len(cleaned) > rules.NAME_LENGTH:
            self[field] = _("Use at most %(n)s characters.", n=rules.NAME_LENGTH)
        elif others.get(rules.folded(cleaned), mine) != mine:
            self[field] = taken()
        return cleaned

    def words(self, field: str, text: str, length: int = rules.WORDS_LENGTH) -> str:
        """Longer words, which may be empty and may have lines."""
        plain = "\n".join(line.rstrip() for line in text.replace("\x00", "").splitlines()).strip()
        if len(plain) > length:
            self[field] = _("Use at most %(n)s characters.", n=length)
        return plain

    def language(self, value: str) -> str:
        """One of our languages."""
        if value not in rules.LANGUAGES:
            self["language"] = _("Choose a language from the list.")
        return value

    def zone(self, value: str) -> str:
        """A time zone that exists."""
        if not rules.is_zone(value):
            self["time_zone"] = _("Choose a time zone such as Europe/Berlin.")
        return value

    def stop(self) -> None:
        """Raises Invalid where there is a message."""
        if self:
            raise Invalid(dict(self))


def taken() -> str:
    """The message where a name is in use."""
    return str(_("This name is in use already. Choose another one."))


def differing(thing: Any, **new: Any) -> tuple[str, ...]:
    """The names of those values that differ from the thing's own."""
    return tuple(sorted(name for name, value in new.items() if getattr(thing, name) != value))
