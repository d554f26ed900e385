"""The journal: who did what, when, to which object. Rows are added and never changed.

An entry is written in the same breath as the change itself; wiring hears of it in the same transaction. Reading another
person's content is kept too, once per reader, object and day, and so is what somebody tried and was refused. The journal is
a record, not an outbox.
"""

from tenants.journal.entries import (
    Event,
    JournalEntry,
    Reaction,
    Reading,
    Refusal,
    Thing,
    Tried,
    agree,
    ask_before,
    concern,
    hear,
    record,
    record_reading,
    record_refusal,
    record_several,
)

__all__ = [
    "Event", "JournalEntry", "Reaction", "Reading", "Refusal", "Thing", "Tried", "agree", "ask_before", "concern",
    "hear", "record", "record_reading", "record_refusal", "record_several",
]  # fmt: skip
