"""Random tokens of 256 bits, of which only the hash is ever stored."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Handed:
    """A link that works once, for so long. Its `path` is shown to whoever hands it over, and kept nowhere."""

    path: str
    lasts: timedelta


def new_token() -> tuple[str, str]:
    """A token for the bearer, and its hash for the row."""
    token = secrets.token_urlsafe(32)
    return token, hashed(token)


def hashed(token: str) -> str:
    """The SHA-256 of a token in hex. Tokens are random, so a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
