"""The words of measures, for choices on forms."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

MEASURES = {
    "number": _l("Number"),
    "percent": _l("Percent"),
    "currency": _l("Amount of money"),
    "yes_no": _l("Yes or no"),
    "milestone": _l("Milestone"),
    "levels": _l("Levels in words"),
}
DIRECTIONS = {"up": _l("Up to the target"), "down": _l("Down to the target"), "hold": _l("Hold at the target")}
