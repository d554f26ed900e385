"""Forms of an import: a file, what its columns are, and what is to be done with what was found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FieldList, FileField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional

from tenants.imports import words
from tenants.imports.models import PeopleImport
from tenants.imports.rules import FEW, FIELDS, LISTED
from tenants.organisations import options
from tenants.web import Form

ORDERS = [
    ("ymd", _l("2026-12-31, year first")),
    ("dmy", _l("31.12.2026 or 31/12/2026, day first")),
    ("mdy", _l("12/31/2026, month first")),
]
KINDS = {
    "company": _l("Companies to be made"),
    "unit": _l("Units to be made"),
    "position": _l("Positions to be made"),
}


class UploadForm(Form):
    """The file."""

    file = FileField(
        _l("File"),
        description=_l("CSV or Excel (.xlsx), at most 10 MB, 20,000 rows and 60 columns."),
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx"},
    )


class ColumnsForm(Form):
    """What each column is. A field that two columns claim is refused beside the later one."""

    columns = FieldList(SelectField(validate_choice=False))
    date_order = RadioField(_l("How days are written in this file"), choices=options(ORDERS), validate_choice=False)

    def refuse(self, error: Any) -> None:
        """Messages for `columns-2` find their select."""
        rest = {}
        for name, message in error.errors.items():
            head, _dash, number = name.partition("-")
            if head == "columns" and number.isdigit() and int(number) < len(self.columns.entries):
                entry = self.columns.entries[int(number)]
                entry.errors = [*entry.errors, message]
            else:
                rest[name] = message
        if rest:
            super().refuse(type(error)(rest))


def columns_form(thing: PeopleImport, formdata: Any = None) -> ColumnsForm:
    """The form for this file, a select for each of its columns."""
    form = ColumnsForm(formdata, data={"columns": thing.columns, "date_order": thing.date_order})
    choices = options([("", _l("Leave out")), *((name, words.FIELDS[name]) for name in FIELDS)])
    for n, entry in enumerate(form.columns.entries):
        entry.choices = choices
        heading = thing.headings[n] if n < len(thing.headings) else ""
        entry.label.text = heading or _l("Column %(n)s", n=n + 1)
    return form


class ApplyForm(Form):
    """What is to be made, who ends, and whether rows that can't be taken stop the others."""

    all_company = BooleanField()
    all_unit = BooleanField()
    all_position = BooleanField()
    make_company = SelectMultipleField(KINDS["company"])
    make_unit = SelectMultipleField(KINDS["unit"])
    make_position = SelectMultipleField(KINDS["position"])
    rest = RadioField(
        _l("Rows that can’t be taken over"),
        choices=options([("yes", _l("Leave them out and take over the others")), ("no", _l("Then take over nothing"))]),
        default="yes",
    )
    end_missing = BooleanField(_l("End everybody who is not in the file"))
    missing_on = DateField(_l("Their last day"), [Optional()])

    def chosen(self) -> list[str]:
        """The codes of what is to be made; "all-unit" stands for all units."""
        made = (self[f"make_{kind}"] for kind in KINDS if f"make_{kind}" in self)
        whole = [f"all-{kind}" for kind in KINDS if f"all_{kind}" in self and self[f"all_{kind}"].data]
        return [*whole, *(code for field in made for code in field.data or ())]


def apply_form(thing: PeopleImport, today: Any, formdata: Any = None) -> ApplyForm:
    """The form with what this file would make or open again, and only the questions that its rows raise. Few of a kind are
    ticked one by one; of more, all are, unless somebody chooses among them.
    """
    offered = {kind: [each for each in thing.structure if each["kind"] == kind] for kind in KINDS}
    ticked: dict[str, Any] = {f"all_{kind}": len(new) > FEW for kind, new in offered.items()}
    ticked |= {f"make_{kind}": [each["code"] for each in new if len(new) <= FEW] for kind, new in offered.items()}
    form = ApplyForm(formdata, data={"missing_on": today, "rest": "yes", **ticked})
    for kind, new in offered.items():
        form[f"make_{kind}"].choices = options([(each["code"], _called(each)) for each in new])
        form[f"all_{kind}"].label.text = _all(new)
        if not new or len(new) > LISTED:
            del form[f"make_{kind}"]
        if len(new) <= FEW:
            del form[f"all_{kind}"]
    if not thing.counts.get("error"):
        del form.rest
    if not thing.counts.get("missing"):
        del form.end_missing, form.missing_on
    return form


def _called(each: dict[str, Any]) -> Any:
    return _l("%(name)s (closed, opened again)", name=each["label"]) if each.get("opens") else each["label"]


def _all(new: Sequence[dict[str, Any]]) -> Any:
    closed = sum(1 for each in new if each.get("opens"))
    if closed:
        return _l("All %(n)s of them (closed, opened again: %(closed)s)", n=len(new), closed=closed)
    return _l("All %(n)s of them", n=len(new))


def codes(thing: PeopleImport, chosen: Sequence[str]) -> list[str]:
    """What was chosen, each by its own code."""
    return [each["code"] for each in thing.structure if each["code"] in chosen or f"all-{each['kind']}" in chosen]
