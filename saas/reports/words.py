"""Why a paper could not be made, in plain words, and what the notices about papers say."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from tenants import notices

TROUBLE = {
    "not_allowed": _l("You may no longer read what this paper would show."),
    "gone": _l("What this paper would show is not there any more."),
    "erased": _l("The words of this version were erased, so there is nothing left to print."),
    "altered": _l("The words of this version do not match its signed sha256, so it was not printed. Please tell HR."),
    "too_large": _l("The paper would be larger than 10 MB, more than we keep."),
    "too_long": _l("The paper has more pages than can be printed in one go."),
    "no_printer": _l(
        "The printer's libraries (Pango) are missing on the machine that runs Sameboat. Whoever runs it can install them; "
        "then ask again."
    ),
    "no_typeface": _l(
        "The machine that runs Sameboat has no typeface for the script of these words (for Chinese: Noto CJK). Whoever runs "
        "it can install one; then ask again."
    ),
    "gave_up": _l("Three attempts failed, so we stopped trying. You can ask for it again."),
}
AGAIN = _l("One attempt failed. It is tried again by itself.")
UNKNOWN = _l("It could not be made. You can ask for it again.")


def trouble(code: str) -> Any:
    """The words for the code that a failed job carries."""
    return TROUBLE.get(code, UNKNOWN)


def register() -> None:
    """Tell the notices what each kind says. Once, at start."""
    notices.register(
        "report.ready",
        _l("The paper of an agreed plan is ready"),
        _l("Version %(no)s of the plan of %(who)s is on paper: you can fetch the PDF."),
    )
