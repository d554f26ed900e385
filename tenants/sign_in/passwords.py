"""Hashing passwords with argon2: the library's own cost, and never more than two at once in a process.

One hash takes 64 MiB and some tenths of a second; unbounded, a handful of sign-ins would take the machine down.
"""

from __future__ import annotations

import base64
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2
LONGEST = 200
"""Characters. More cannot be a password; such an attempt costs the same as any other."""

_room = threading.BoundedSemaphore(AT_ONCE)
_hasher = PasswordHasher()
_dummy = ""


def set_cost(cost: str) -> None:
    """What a hash costs: "full" is argon2-cffi's own choice of parameters, "least" is for tests."""
    global _hasher, _dummy
    _hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if cost == "least" else PasswordHasher()
    _dummy = ""


def _plain(password: str) -> str:
    return unicodedata.normalize("NFC", password)


def dummy_hash() -> str:
    """A hash of today's cost that no password fits: what an unknown address is checked against."""
    global _dummy
    if not _dummy:
        salt, tag = (base64.b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (16, 32))
        h = _hasher
        _dummy = f"$argon2id$v=19$m={h.memory_cost},t={h.time_cost},p={h.parallelism}${salt}${tag}"
    return _dummy


def hash_password(password: str) -> str:
    """The argon2id hash of a password. Whether the password may be taken is for `rules` to say."""
    with _room:
        return _hasher.hash(_plain(password))


def fits(hash_: str | None, password: str) -> bool:
    """Whether the password belongs to the hash. Without a hash the same work is done, and the answer is no."""
    with _room:
        try:
            _hasher.verify(hash_ or dummy_hash(), _plain(password)[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return hash_ is not None


def is_worn(hash_: str) -> bool:
    """Whether the hash was made at another cost than today's, so that it should be made anew."""
    try:
        return _hasher.check_needs_rehash(hash_)
    except InvalidHashError:
        return True
