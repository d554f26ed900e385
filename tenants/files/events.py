"""What happens to files, as the journal keeps it: sizes and hashes, never names or content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tenants.journal import Event


@dataclass(frozen=True)
class FileKept(Event):
    """A file is kept."""

    verb: ClassVar[str] = "file.kept"
    size: int
    sha256: str


@dataclass(frozen=True)
class FileExpired(Event):
    """A file's days are over: its bytes are gone."""

    verb: ClassVar[str] = "file.expired"
    sha256: str
