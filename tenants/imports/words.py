"""What is wrong with a file, a row or a cell, in plain words. Findings are kept as codes and said in the reader's language."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tenants.law import Invalid, NotNow, Refused, Stale

FIELDS: dict[str, Any] = {
    "external_id": _l("Staff number"),
    "name": _l("Full name"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "called": _l("Called"),
    "email": _l("E-mail"),
    "company": _l("Company"),
    "unit": _l("Unit"),
    "position": _l("Position"),
    "manager": _l("Manager"),
    "starts_on": _l("First day"),
    "ends_on": _l("Last day"),
    "language": _l("Language"),
    "time_zone": _l("Time zone"),
}

SHORT = FIELDS | {"manager": _l("Manager"), "": _l("Row")}

KINDS: dict[str, Any] = {
    "add": _l("New"),
    "change": _l("Changed"),
    "back": _l("Back again"),
    "leave": _l("Leaving"),
    "same": _l("Unchanged"),
    "error": _l("Can’t be taken over"),
    "missing": _l("Not in the file"),
}

OUTCOMES: dict[str, Any] = {
    "done": _l("Taken over"),
    "refused": _l("Left out"),
    "undone": _l("Taken back"),
    "kept": _l("Kept as it is"),
}

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "cp1252": "Windows-1252",
}
SEPARATORS: dict[str, Any] = {
    ",": _l("comma"),
    ";": _l("semicolon"),
    "\t": _l("tab"),
    "|": _l("upright line"),
}

FILES: dict[str, Any] = {
    "none": _l("Choose a file."),
    "large": _l("The file is larger than 10 MB. Split it, or leave out columns that are not needed."),
    "empty": _l("The file is empty."),
    "no_rows": _l("Nothing stands below the headings."),
    "pdf": _l("This is a PDF. Export the list as CSV or as an Excel workbook (.xlsx)."),
    "xls": _l(
        "This is a workbook of an old kind (.xls), or one with a password. Save it as .xlsx without a password, or as CSV."
    ),
    "packed": _l("This is a packed archive. Unpack it and upload the list itself."),
    "zip": _l("This is a ZIP archive and no Excel workbook, whatever it is called. Unpack it and upload the list itself."),
    "picture": _l("This is a picture. Export the list as CSV or as an Excel workbook (.xlsx)."),
    "binary": _l("This is no list of people that can be read. Export it as CSV (UTF-8) or as an Excel workbook (.xlsx)."),
    "encoding": _l("The letters of this file can’t be read. Save it as CSV in UTF-8, UTF-16 or GB18030."),
    "quotes": _l("In line %(line)s a quotation mark opens and is never closed, so the cells can’t be told apart."),
    "columns": _l("The file has %(found)s columns; at most %(most)s are read."),
    "rows": _l("The file has more than %(most)s rows. Split it."),
    "no_headings": _l("The first row has to hold the headings; here a person seems to stand in it."),
    "workbook": _l("The workbook is damaged and can’t be read. Open it in Excel and save it again."),
    "macros": _l("The workbook holds macros. Save it without them, as .xlsx."),
    "locked": _l("The workbook has a password. Save it without one."),
    "bomb": _l("The workbook would unfold into far more than a list of people. Copy the list into a new workbook."),
    "gone": _l("The file itself is no longer kept. Upload it again."),
}

CELLS: dict[str, Any] = {
    "wide": _l("The row has more cells than there are headings: a separator may stand inside a name."),
    "long": _l("This is too long."),
    "control": _l("A character stands here that can’t be kept (a NUL byte, for example)."),
    "formula": _l("This begins like a formula. A name can’t begin with =, +, - or @."),
    "date": _l("This is no date."),
    "year": _l("Write the year with four digits."),
    "order": _l("The date is not written with the year first, as this file’s dates are said to be."),
    "no_day": _l("There is no such day."),
    "zone": _l("There is no such time zone. Write it as in Europe/Berlin."),
    "email": _l("This is no e-mail address."),
    "missing": _l("This is missing, and somebody new needs it."),
    "nobody": _l("The row has neither a staff number nor an e-mail address, so nobody can tell whose it is."),
    "twice": _l("The same stands in row %(row)s."),
    "same_person": _l("Row %(row)s is about the same person."),
    "email_taken": _l("%(name)s has this address: two people can’t have one."),
    "number_differs": _l("%(name)s has this address, and the staff number %(number)s."),
    "before_start": _l("The last day lies before the first."),
    "far": _l("Choose a day within two years."),
    "long_ago": _l("This is more than a month ago. Enter it on the person’s own page, or leave the row out."),
    "own_end": _l("You can’t end your own account. Another tenant admin does it."),
    "own_line": _l("You can’t change a line of your own. Another tenant admin takes this row over."),
    "own_partner": _l("It would make you this person’s HR partner. Another tenant admin takes this row over."),
    "last_admin": _l("At least one tenant admin has to stay."),
    "several": _l("More than one unit is called so. Write the names above it, too: A › B."),
    "no_company": _l("The unit is new, and no company is named in which it could be made."),
    "no_unit": _l("Without a unit nobody can be given a position."),
    "deep": _l("Units can lie at most 12 levels deep."),
    "self": _l("Nobody leads themselves."),
    "manager_unknown": _l("Nobody has this address or number, neither in the file nor here."),
    "manager_left": _l("This person has left, or leaves by this file."),
    "manager_row": _l("Row %(row)s, in which the manager stands, can’t be taken over."),
    "circle": _l("These lines would close a circle: in the end somebody would lead themselves."),
    "not_made": _l("“%(name)s” was not to be made."),
    "not_opened": _l("“%(name)s” is closed and was not to be opened again."),
    "stale": _l("Somebody changed this person after the check. Check the file again."),
    "changed_since": _l("Somebody has changed this person since."),
    "own_missing": _l("You are not in the file. You can’t end your own account."),
}

NOTES: dict[str, Any] = {
    "email_asks": _l(
        "The address %(email)s needs a second person’s word: it will be asked for and changes nothing until then."
    ),
    "email_not_asked": _l("The address stays as it was: a command can’t ask for the second person’s word."),
    "language": _l("The language “%(text)s” is not offered: they read in the organisation’s language."),
    "gone_already": _l("Has left already (%(day)s)."),
    "reports_stay_alone": _l("Came back without the people they led and the rights they held: these have to be given again."),
}


def say(table: dict[str, Any], code: str, params: dict[str, Any] | None = None) -> str:
    """The words for a code, with what belongs into them."""
    found = str(table.get(code) or _("This can’t be taken over."))
    return found % _Params(params or {}) if "%(" in found else found


class _Params(dict[str, Any]):
    """What fills a sentence: a place that nothing fills stays a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


def trouble(error: Any) -> tuple[str, str]:
    """Where and what: of one error that a row bears."""
    where, code, params = error
    return str(SHORT.get(where, where)), say(CELLS, code, params)


def why(no: Exception) -> str:
    """A verb's refusal in one sentence."""
    if isinstance(no, Invalid):
        return " ".join(no.errors.values())
    if isinstance(no, Stale):
        return say(CELLS, "stale")
    if isinstance(no, NotNow | Refused) and str(no):
        return str(no)
    return str(_("This can’t be taken over."))
