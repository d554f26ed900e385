"""What may be a password, how long things last, and where a sign-in may lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

from flask_babel import gettext as _

ABSOLUTE = timedelta(hours=12)
"""A session ends so long after the sign-in, whatever happens: one working day."""

SEEN = timedelta(minutes=1)
"""`last_seen_at` is exact to this."""

INVITATION = timedelta(days=7)
RESET = timedelta(hours=1)

KEPT = timedelta(days=30)
"""Sessions and links that are over are kept so long, then forgotten by the chores of the day."""


def is_in(state: str, leaves_on: date | None, today: date) -> bool:
    """Whether a person's account is open today: the last day ends it, also where the job that notes the leaving is late."""
    return state == "active" and (leaves_on is None or today <= leaves_on)


SHORTEST = 10
LONGEST = 200
DEMO_PASSWORD = "sameboat"  # noqa: S105  # printed by the demo for everybody; refused wherever else

_COMMON = """
    password passwort letmein welcome iloveyou qwerty qwertyuiop qwertz asdfgh asdfghjkl zxcvbnm abc abcdef abcdefg
    abcdefgh abcdefghij administrator admin changeme secret trustno master monkey dragon football baseball sunshine
    princess superman batman starwars pokemon liverpool chelsea arsenal hello hellothere goodmorning goodbye whatever
    mypassword thepassword passwordpassword newpassword temppassword summer winter autumn spring company business
    performance sameboat sameboatsameboat oneplustwo qazwsx qazwsxedc woaini woaiwojia nihao correcthorsebatterystaple
"""
COMMON = frozenset(_COMMON.split())
"""Common passwords, without the digits and signs that people add to them."""


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalpha())


def _is_run(text: str) -> bool:
    """Whether each character follows the one before by the same step: aaaa, 1234, 9876, abcd."""
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return len(steps) <= 1 and steps <= {-1, 0, 1}


def password_problem(password: str, about: Iterable[str] = ()) -> Any:
    """Why the password cannot be taken, in words, or None. `about` is what others know of the person."""
    plain = unicodedata.normalize("NFC", password)
    if len(plain) < SHORTEST:
        return _("Use at least %(n)s characters. A short sentence is a good password.", n=SHORTEST)
    if len(plain) > LONGEST:
        return _("Use at most %(n)s characters.", n=LONGEST)
    letters = _letters(plain)
    if letters in COMMON or len(set(plain)) < 4 or _is_run(plain) or (plain.isdigit() and len(plain) < 20):
        return _("This password is among the first that others would guess. Choose another one.")
    for word in about:
        known = _letters(word)
        barely_longer = len(known) >= 5 and letters.startswith(known) and len(letters) - len(known) < 3
        if known and (letters == known or barely_longer):
            return _("A password must not be your name, your address or your organisation.")
    return None


_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


def safe_next(wanted: str | None) -> str | None:
    """`wanted` if it is a path below the organisation's own address, else None: a sign-in never leads elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//"):
        return None
    if len(wanted) > 1000 or _CONTROL.search(wanted):
        return None
    path = unquote(unquote(wanted.split("?", 1)[0].split("#", 1)[0]))
    if "\\" in path or any(part in {".", ".."} for part in path.split("/")):
        return None
    return wanted


_BROWSERS = ("Edg Edge", "OPR Opera", "Firefox Firefox", "Chrome Chrome", "Safari Safari", "curl curl")
_SYSTEMS = ("Android Android", "iPhone iPhone", "iPad iPad", "Windows Windows", "Mac macOS", "Linux Linux")


def device(user_agent: str) -> str:
    """Browser and system in two words: enough to know one's devices apart, too little to track anybody."""
    tables = ([entry.split() for entry in table] for table in (_BROWSERS, _SYSTEMS))
    found = [next((name for mark, name in table if mark in user_agent), "") for table in tables]
    return " · ".join(f for f in found if f)
