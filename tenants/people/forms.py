"""Forms about people: strings in, values or messages out. `PersonField` takes a person's address or name."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields import EmailField
from wtforms.validators import InputRequired, Optional, ValidationError

from tenants.organisations import UnitField, id_or_none, options
from tenants.people import rules
from tenants.people.models import GRANTS, RightWish
from tenants.web import Form
from tenants.web.fields import SearchInput

GRANT_LABELS = {
    "tenant_admin": _l("Tenant admin"),
    "hr_head": _l("Head of HR"),
    "cycle_design": _l("Designs cycles"),
    "publish": _l("Publishes policies and guides"),
    "panel": _l("Sits on panels"),
}
GRANT_WORDS = {
    "tenant_admin": _l("Keeps people, companies and settings. Reads no plans by it."),
    "hr_head": _l("HR partner of the whole organisation, with an HR partner’s reach."),
    "cycle_design": _l("Makes cycles and sets their dates."),
    "publish": _l("Publishes policies, guides and official answers."),
    "panel": _l("Can be asked for a second look at an appraisal that was not agreed."),
}


def wish_label(wish: RightWish) -> str:
    """What somebody asked for themselves, in the words of its list."""
    of = wish.unit or wish.manager
    if of is not None:
        return str(_("HR partner of %(of)s", of=of.name))
    return str(GRANT_LABELS[wish.kind])


class PersonField(StringField):
    """A person, by address or name. `people.whom(field.data)` says who it is."""

    widget = SearchInput("settings/people/find")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("description", _l("Type a name and choose, or type an e-mail address."))
        kwargs["filters"] = [*kwargs.get("filters", []), lambda text: text.strip() if isinstance(text, str) else text]
        super().__init__(*args, **kwargs)


class FindForm(Form):
    """What the list of people is narrowed by."""

    q = StringField(_l("Name or e-mail"))
    company = SelectField(_l("Company"), coerce=id_or_none, validators=[Optional()])
    unit = UnitField(_l("Unit"), [Optional()])
    state = SelectField(
        _l("Who"),
        choices=options(
            [
                ("", _l("All who are here")),
                ("invited", _l("Invited")),
                ("active", _l("Active")),
                ("left", _l("Left")),
                ("unled", _l("In need of a manager")),
            ]
        ),
    )


def an_address(_form: Form, field: EmailField) -> None:
    """The address can be one: said together with what else is wrong."""
    if not rules.is_email(rules.clean(field.data or "")):
        raise ValidationError(_("Enter an address such as name@example.com."))


class EntryForm(Form):
    """A person's entries."""

    name = StringField(_l("Full name"), [InputRequired(_l("Enter a name."))], description=_l("In full, as they write it."))
    called = StringField(_l("Called"), description=_l("How we speak to them, if it differs."))
    email = EmailField(_l("E-mail"), [InputRequired(_l("Enter an address such as name@example.com.")), an_address])
    external_id = StringField(_l("Staff number"), description=_l("Of your HR system, if there is one."))


class PlacementForm(Form):
    """Where a person works from a day on."""

    unit = UnitField(_l("Unit"), [InputRequired(_l("Choose a unit."))])
    position = SelectField(_l("Position"), coerce=id_or_none, validators=[Optional()])
    starts_on = DateField(_l("From"), [InputRequired(_l("Enter a date."))], id="placement-starts_on")


class LineForm(Form):
    """Who leads a person from a day on."""

    manager = PersonField(_l("Manager"))
    nobody = BooleanField(_l("Nobody leads this person"))
    starts_on = DateField(_l("From"), [InputRequired(_l("Enter a date."))], id="line-starts_on")


class NewPersonForm(EntryForm):
    """A new person with place and manager."""

    unit = UnitField(_l("Unit"), [Optional()])
    position = SelectField(_l("Position"), coerce=id_or_none, validators=[Optional()])
    manager = PersonField(_l("Manager"))
    starts_on = DateField(_l("First day"), [InputRequired(_l("Enter a date."))])


class LeavingForm(Form):
    """A person's last day."""

    last_day = DateField(_l("Last day"), [InputRequired(_l("Enter a date."))])
    at_once = BooleanField(_l("It may end at once, where that day is today or over"))


class EmailForm(Form):
    """Another address to sign in with."""

    new_email = EmailField(_l("New e-mail"), [InputRequired(_l("Enter an address such as name@example.com."))])


class PartnerForm(Form):
    """Who is HR partner of which unit or manager."""

    partner = PersonField(_l("HR partner"), [InputRequired(_l("Choose a person."))])
    unit = UnitField(_l("Of a unit, with all below it"), [Optional()])
    manager = PersonField(_l("Or of a manager, with their reports"))
    starts_on = DateField(_l("From"), [InputRequired(_l("Enter a date."))])


class DeputyForm(Form):
    """Who stands in for whom, and on which days."""

    person = PersonField(_l("Who is away"), [InputRequired(_l("Choose a person."))])
    deputy = PersonField(_l("Who stands in"), [InputRequired(_l("Choose a person."))])
    starts_on = DateField(_l("From"), [InputRequired(_l("Enter a date."))])
    ends_on = DateField(_l("Until, that day included"), [InputRequired(_l("Enter a date."))])


class GrantForm(Form):
    """A right for a person."""

    person = PersonField(_l("Person"), [InputRequired(_l("Choose a person."))])
    kind = SelectField(
        _l("Right"),
        choices=options((kind, GRANT_LABELS[kind]) for kind in GRANTS),
        validators=[InputRequired(_l("Choose a right from the list."))],
    )
