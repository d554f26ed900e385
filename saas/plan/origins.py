"""What a plan began with: a version of a plan template. It pre-filled a private draft once, and binds nobody to anything."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from saas.measures import Reader, tidy
from tenants.agreements.canonical import Json

CALLED = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """The version of a template, with the title and number by which both read it. In JSON it is one line."""

    version: str
    title: str
    no: int

    @classmethod
    def read(cls, reader: Reader, name: str = "began") -> Origin | None:
        """From JSON, or None where the field does not stand: most plans begin with an empty page. Raises ContentError."""
        if name not in reader.data:
            return None
        value = reader.data[name]
        if not isinstance(value, list) or len(value) != 3 or not isinstance(value[1], str) or not isinstance(value[2], int):
            raise reader.fail(name, _("Begin with a template that is offered, or with an empty plan."))
        return cls(reader.id_text(value[0], name), " ".join(tidy(value[1]).split())[:CALLED], value[2])

    def to_json(self) -> Json:
        """As it is stored."""
        return [self.version, self.title, self.no]
