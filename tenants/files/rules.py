"""Names of files that every system can keep, and when a file's time is over. No database, no actor."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from urllib.parse import quote

NAME_LENGTH = 120

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def safe_name(name: str) -> str:
    """A name without paths, control or direction characters, at most 120 characters with its ending; never empty."""
    composed = unicodedata.normalize("NFC", name)
    plain = "".join(c for c in composed if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
    bare = " ".join(_FORBIDDEN.sub(" ", plain).split()).lstrip(". ").rstrip(". ")
    stem, dot, ending = bare.rpartition(".")
    if not dot or len(ending) > 8:
        stem, dot, ending = bare, "", ""
    return (stem[: NAME_LENGTH - len(ending) - len(dot)].rstrip() + dot + ending) or "file"


def disposition(name: str) -> str:
    """The header that makes a browser keep the file under `name`, in signs of any script (RFC 6266, RFC 5987)."""
    kept = safe_name(name)
    plain = unicodedata.normalize("NFKD", kept).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    plain = (" ".join(stem.split()) or "file") + dot + ending if dot else plain or "file"
    header = f'attachment; filename="{plain}"'
    return header if plain == kept else f"{header}; filename*=UTF-8''{quote(kept, safe='')}"


def is_over(expires_at: datetime | None, now: datetime) -> bool:
    """Whether the last moment has passed."""
    return expires_at is not None and expires_at <= now
