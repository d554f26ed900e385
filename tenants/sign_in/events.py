"""What the journal knows of signing in. Never the address that was typed, never a token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tenants.journal import Event


@dataclass(frozen=True)
class SignedIn(Event):
    """A person signed in."""

    verb: ClassVar[str] = "sign_in.succeeded"


@dataclass(frozen=True)
class SignInFailed(Event):
    """Somebody tried an address and a password that do not belong together."""

    verb: ClassVar[str] = "sign_in.failed"


@dataclass(frozen=True)
class SignedOut(Event):
    """A person ended the session they were using."""

    verb: ClassVar[str] = "sign_in.ended"


@dataclass(frozen=True)
class SessionsEnded(Event):
    """Sessions of a person were ended: by themselves, by a new password, or because they left."""

    verb: ClassVar[str] = "sign_in.sessions_ended"
    why: str
    count: int


@dataclass(frozen=True)
class Invited(Event):
    """A person was asked to choose a password."""

    verb: ClassVar[str] = "sign_in.invited"


@dataclass(frozen=True)
class LinkShown(Event):
    """The link of an invitation was shown to the operator, who hands it over."""

    verb: ClassVar[str] = "sign_in.link_shown"


@dataclass(frozen=True)
class ResetAsked(Event):
    """Somebody asked for a new password for this person's address."""

    verb: ClassVar[str] = "sign_in.reset_asked"


@dataclass(frozen=True)
class PasswordSet(Event):
    """A password was chosen: from an invitation, a reset, the account page, or for the demo."""

    verb: ClassVar[str] = "sign_in.password_set"
    how: str
