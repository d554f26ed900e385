"""What the journal says of the coaching library, in sentences."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

LIBRARY: dict[str, Any] = {
    "library_item.made": _l("%(who)s began to write an item of the library: %(thing)s."),
    "library_item.changed": _l("%(who)s changed a draft of the library: %(thing)s."),
    "library_item.proposed": _l("%(who)s proposed an item for the library: %(thing)s."),
    "library_item.taken_back": _l("%(who)s took back what they had proposed for the library: %(thing)s."),
    "library_item.sent_back": _l("%(who)s asked for changes of an item of the library: %(thing)s."),
    "library_item.published": _l("%(who)s published version %(no)s of an item of the library: %(thing)s."),
    "library_item.fell_due": _l("An item of the library needs review: %(thing)s."),
    "library_item.verified": _l("%(who)s verified an item of the library until %(review_on)s: %(thing)s."),
    "library_item.kept": _l("%(owner)s answers for an item of the library from now on: %(thing)s."),
    "library_item.retired": _l("%(who)s retired an item of the library: %(thing)s."),
    "library_item.reopened": _l("%(who)s took up an item of the library again: %(thing)s."),
    "library_import.applied": _l("%(who)s took files over into the library: %(added)s new, %(changed)s changed."),
}
KINDS: dict[str, Any] = {
    "library_item": _l("Item of the library"),
    "library_import": _l("Files for the library"),
}
"""What a thing is called that something was done to."""
