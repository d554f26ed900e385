"""One way of writing a content down, so that two people sign the same bytes.

A version is signed by its fingerprint. The fingerprint covers who proposed it in which agreement, as which number, on
top of which version, and the content, by way of the content's own digest. That extra step is what makes erasure
honest: a *tombstone* keeps the digest alone, so the words are gone and yet the envelope around them can be proven
untouched.

Goal keys are random (uuid v4), hence nobody can guess erased words by trying fingerprints.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
Verdict: TypeAlias = Literal["intact", "erased", "altered"]

SCHEME = 1
_TOMBSTONE_KEY = "erased"


class NotCanonical(ValueError):
    """The content holds something that has no single written form: a float, a lone surrogate, an unknown type."""


def canonical(content: Json) -> bytes:
    """The one written form of a content: JSON, keys sorted by code point, no blanks, UTF-8, strings in NFC.

    Numbers are whole; a decimal travels as a string, because a float has more than one spelling. Raises NotCanonical
    for floats, NaN, types that JSON doesn't know, keys that fall together under NFC, and characters that UTF-8 or the
    database can't hold.
    """
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def same(one: Json, other: Json) -> bool:
    """Whether both are written alike. Not ``==``: Python takes 1 and True for equal, a reader doesn't."""
    return canonical(one) == canonical(other)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a signature covers. Ids, never names: a name may change or be erased, the agreement stays the same."""

    agreement: UUID | str
    no: int
    author: UUID | str
    based_on: str | None
    content: Json
    amendment: UUID | str | None = None


def fingerprint(envelope: Envelope) -> str:
    """The sha256 (64 hex digits) that both sides sign. Raises NotCanonical."""
    covered: Json = {
        "scheme": SCHEME,
        "agreement": str(envelope.agreement),
        "amendment": None if envelope.amendment is None else str(envelope.amendment),
        "no": envelope.no,
        "author": str(envelope.author),
        "based_on": envelope.based_on,
        "content": _digest(envelope.content),
    }
    return _sha256(canonical(covered))


def tombstone(content: Json) -> Json:
    """What erasure writes in place of a content: its digest and nothing else. Twice is the same as once."""
    return {_TOMBSTONE_KEY: _digest(content)}


def is_tombstone(content: Json) -> bool:
    """Whether the words were erased."""
    if not isinstance(content, dict) or list(content) != [_TOMBSTONE_KEY]:
        return False
    digest = content[_TOMBSTONE_KEY]
    return isinstance(digest, str) and len(digest) == 64 and set(digest) <= set("0123456789abcdef")


def verify(envelope: Envelope, stored_hash: str) -> Verdict:
    """Whether a stored version is still what was signed.

    *intact*: every word is as signed. *erased*: the words are gone by erasure, all around them is as signed. *altered*:
    something was changed behind the product's back.
    """
    try:
        found = fingerprint(envelope)
    except NotCanonical:
        return "altered"
    if found != stored_hash:
        return "altered"
    return "erased" if is_tombstone(envelope.content) else "intact"


def _digest(content: Json) -> str:
    if is_tombstone(content) and isinstance(content, dict):
        return str(content[_TOMBSTONE_KEY])
    return _sha256(canonical(content))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _plain(value: object) -> Json:
    """The value with every string in NFC; refuses whatever could be written in two ways."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return _object(value)
    raise NotCanonical(f"a {type(value).__name__} has no canonical form; send decimals and dates as strings")


def _object(value: Mapping[object, object]) -> Json:
    plain: dict[str, Json] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise NotCanonical("every key must be a string")
        name = _text(key)
        if name in plain:
            raise NotCanonical(f"two keys are written alike: {name!r}")
        plain[name] = _plain(item)
    return plain


def _text(value: str) -> str:
    text = unicodedata.normalize("NFC", value)
    try:
        stored = text.encode()  # refuses lone surrogates
    except UnicodeEncodeError:
        raise NotCanonical("the text holds a character that can't be stored") from None
    if b"\x00" in stored:
        raise NotCanonical("the text holds a character that can't be stored")
    return text
