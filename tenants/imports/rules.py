"""Limits of a file of people, and the fields that a column can be. No actor, no database."""

from __future__ import annotations

from tenants.imports.models import FIELDS, KINDS

__all__ = [
    "BATCH", "BEYOND", "BYTES", "CELL", "COLUMNS", "DATES", "FEW", "FIELDS", "FILE_DAYS", "INLINE", "KEPT_DAYS", "KINDS",
    "LISTED", "ORDERS", "ROWS", "TAKEN_OVER", "Unreadable",
]  # fmt: skip

BYTES = 10 * 1024 * 1024
ROWS = 20_000
COLUMNS = 60
CELL = 1000
"""Characters of a cell that are looked at; more of them are a stray quotation mark, not a name."""

INLINE = 300
"""So many rows are checked at once, while the reader waits; of more, a job does it."""

BATCH = 400
"""Rows that are taken over or back in one transaction: others wait for its locks no longer than that."""

FEW = 3
"""New companies, units or positions that are just ticked; more of them are chosen all at once or among each other."""
LISTED = 60
"""So many of which each can be chosen by itself."""

BEYOND = 1_000_000
"""People who are here and stand in no row are numbered from here on."""

DATES = ("starts_on", "ends_on")
ORDERS = ("ymd", "dmy", "mdy")
"""Which of year, month and day stands first. Year first is always understood."""

TAKEN_OVER = ("add", "change", "back", "leave")
KEPT_DAYS = 90
FILE_DAYS = 7


class Unreadable(Exception):
    """The file can't be taken; `code` says why (`words.FILES`), `params` what has to be filled in there."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params
