"""Asking for a paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange, Optional

from tenants.web import Form


class AskForm(Form):
    """`kind` and `subject` name the paper; `version` is a number, or empty for the one in force."""

    kind = StringField()
    subject = StringField()
    version = IntegerField(validators=[Optional(), NumberRange(1, 2**31 - 1)])

    @property
    def subject_id(self) -> UUID | None:
        """The id that was sent, or None for anything else."""
        try:
            return UUID(self.subject.data or "")
        except ValueError:
            return None

    @property
    def no(self) -> Any:
        """The number of the version, or None."""
        return self.version.data
