"""The forms of policies: what one is called, its sections, publishing, and the few words that go with an act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, HiddenField, IntegerField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import Field
from wtforms.validators import InputRequired, Optional

from coaching_library import audience
from coaching_library.policies.content import Clause
from coaching_library.policies.rules import Facts
from coaching_library.topics import Topic
from tenants.organisations import LANGUAGES, options
from tenants.people import PersonField
from tenants.web import Form

KEY = re.compile(r"[0-9a-z]{4,12}")
MOST = 300
"""Sections of one form that are read: more than a policy may hold, so that what is too much is given back."""


class PolicyForm(Form):
    """What a policy is called, who reads it, and who answers for it."""

    title = StringField(_l("Title"), [InputRequired(_l("Give the policy a title."))])
    topic = SelectField(_l("What it belongs to"), choices=options((each.value, each.label) for each in Topic))
    audience = RadioField(_l("Who reads it"), choices=options(audience.choices()), default=audience.EVERYONE)
    owner = PersonField(_l("Who answers for it"), [InputRequired(_l("Say who answers for it."))])
    review_on = DateField(_l("To be looked at again on"), [Optional()])
    language = SelectField(_l("Language"), choices=options(LANGUAGES), default="en")

    def facts(self, owner_id: Any) -> Facts:
        """What the verbs take; `owner_id` is who was typed."""
        return Facts(
            self.title.data or "",
            self.topic.data or "",
            self.audience.data or "",
            owner_id,
            self.review_on.data,
            self.language.data or "",
        )


class CounterpartForm(Form):
    """In which language a policy begins anew, and what it is called there."""

    language = SelectField(_l("Language"))
    title = StringField(_l("Its title in that language"), [InputRequired(_l("Give the policy a title."))])


class LookForm(Form):
    """When a policy is looked at again."""

    review_on = DateField(_l("To be looked at again on"), [Optional()])


class SectionsForm(Form):
    """A version as it is written: a note, and a heading, words and a tick for each section, in the order of the page."""

    keys: Sequence[str] = ()

    @property
    def noted(self) -> str:
        """What stands in the note."""
        return (self["note"].data or "") if "note" in self else ""

    def place_of(self, field: Field) -> str:
        """Which section a field belongs to."""
        key = field.name.partition("/")[2]
        return str(_("Section %(no)s", no=self.keys.index(key) + 1)) if key in self.keys else ""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """What stands in the fields."""
        return tuple(
            Clause(
                each,
                self[f"title/{each}"].data or "",
                self[f"body/{each}"].data or "",
                bool(self[f"binding/{each}"].data),
                no,
            )
            for no, each in enumerate(self.keys, 1)
        )


def keys_in(sent: Iterable[str]) -> tuple[str, ...]:
    """The keys of the sections that a page sent, in its order; what is none of ours is left out."""
    return tuple(dict.fromkeys(each for each in sent if KEY.fullmatch(each)))[:MOST]


def sections_form(clauses: Sequence[Clause], note: str | None, formdata: Any = None) -> SectionsForm:
    """The form of these sections; with `formdata` that of what was sent, whatever is stored. A first version has no note."""
    keys = keys_in(formdata.getlist("section")) if formdata is not None else tuple(each.key for each in clauses)
    fields: dict[str, Any] = {"keys": keys}
    if note is not None:
        fields["note"] = TextAreaField(_l("What changed, and why"), render_kw={"rows": 3})
    for key in keys:
        fields[f"title/{key}"] = StringField(_l("Heading"), id=f"title-{key}")
        fields[f"body/{key}"] = TextAreaField(_l("What it says"), id=f"body-{key}", render_kw={"rows": 8})
        fields[f"binding/{key}"] = BooleanField(_l("This binds"), id=f"binding-{key}")
    data: dict[str, Any] = {"note": note or ""}
    for each in clauses:
        data |= {f"title/{each.key}": each.title, f"body/{each.key}": each.body, f"binding/{each.key}": each.binding}
    made: SectionsForm = type("MadeSectionsForm", (SectionsForm,), fields)(formdata, data=data)
    return made


class PublishForm(Form):
    """From which day a version holds, and whether those who read the policy are asked to acknowledge it."""

    effective_on = DateField(_l("In force from"), [InputRequired(_l("Enter the day on which it comes into force."))])
    asks = BooleanField(_l("Ask everybody who reads it to acknowledge it"))
    acknowledge_days = IntegerField(_l("Working days in which it is to be acknowledged"), [Optional()])
    original_no = SelectField(_l("It says the same as"), coerce=int, validators=[Optional()])


class GiveBackForm(Form):
    """What is to be changed before it can be published."""

    words = TextAreaField(_l("What is to be changed"), [InputRequired(_l("Say what is to be changed."))], render_kw={"rows": 4})


class WithdrawForm(Form):
    """Why a policy does not hold any more."""

    why = TextAreaField(
        _l("Why it does not hold any more"),
        [InputRequired(_l("Say why. Everybody who read the policy reads it."))],
        render_kw={"rows": 3},
    )


class AcknowledgeForm(Form):
    """Which version was read: its number, and the hash of what it says."""

    no = HiddenField()
    hash = HiddenField()

    @property
    def number(self) -> int | None:
        """The number, if it is one."""
        text = self.no.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
