"""The matrix of rights, out of `docs/rights.md`. `test_rights.py` says who the letters are, and asks every door."""

from __future__ import annotations

from tests.conftest import ROOT

OF_OTHERS: dict[str, dict[str, str]] = {
    "/calendar/<token>.ics": {"token": "feed"},
    "/cycle/<uuid:cycle_id>/agreements": {"cycle_id": "nia's own cycle"},
    "/cycle/<uuid:cycle_id>/answers": {"cycle_id": "nia's own cycle"},
    "/cycle/<uuid:cycle_id>/own/changes": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/own/edit": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/requests": {"cycle_id": "amara's own cycle"},
    "/cycle/<uuid:cycle_id>/withdrawals": {"cycle_id": "nia's own cycle"},
    "/invitations/<token>": {"token": "invitation"},
    "/password-reset/<token>": {"token": "reset"},
    "/library/items/<uuid:item_id>/sheet": {"item_id": "a template to fill in"},
    "/library/items/<uuid:item_id>/sheets": {"item_id": "a template to fill in"},
    "/people/<uuid:person_id>/invitations": {"person_id": "somebody invited"},
    "/performance-file/entries/<uuid:entry_id>/stands": {"entry_id": "a contested entry"},
    "/plan-template/<uuid:template_id>/goals/<uuid:key>": {"key": "a template's goal"},
    "/plan-template/<uuid:template_id>/goals/<uuid:key>/removals": {"key": "a template's goal"},
}
"""Doors that open for another thing than Amara's: the peer's own cycle, which waits for her manager, who was invited, and the
calendar of somebody else, whose key all of these hold.
"""

LETTERS = "EMLDFPXHANSO"
TABLE = ROOT / "docs" / "rights.md"


def _read() -> list[tuple[tuple[str, str], str]]:
    """The rows of the table: method and address, and the letters of those who come in."""
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(LETTERS) + 2 and cells[1].startswith("`"):
            marks = zip(LETTERS, cells[2:], strict=True)
            found.append(((cells[0], cells[1].strip("`")), "".join(letter for letter, mark in marks if mark == "●")))
    return found


ROWS = _read()
"""Who comes in where, as `docs/rights.md` says it."""
