"""What the journal knows of mail: that it left or could not, never what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tenants.journal import Event


@dataclass(frozen=True)
class MailSent(Event):
    """A mail left for a person."""

    verb: ClassVar[str] = "notices.mail_sent"
    kind: str


@dataclass(frozen=True)
class MailFailed(Event):
    """A mail could not be sent, for this reason."""

    verb: ClassVar[str] = "notices.mail_failed"
    kind: str
    trouble: str
