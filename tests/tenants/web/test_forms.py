from __future__ import annotations

import pytest
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict
from wtforms import DateField, DecimalField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from tenants.web.forms import SAID, Form
from tests.house_fixture import House


class Asked(Form):
    one = SelectField(choices=[SelectChoice("1", "One")], coerce=int)
    named = SelectField(choices=[SelectChoice("a", "A")])
    several = SelectMultipleField(choices=[SelectChoice("a", "A")])
    whole = IntegerField()
    number = DecimalField()
    day = DateField()


WRONG = {"one": "x", "named": "b", "several": "b", "whole": "many", "number": "much", "day": "2027-02-29"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_cannot_be_read_is_answered_by_what_to_do(house: House, language: str) -> None:
    with house.app.test_request_context("/"), force_locale(language):
        form = Asked(MultiDict(WRONG))
        assert not form.validate()
        ours = {str(said) for said in SAID.values()}
        for name in WRONG:
            assert {str(error) for error in form[name].errors} <= ours, name
            assert form[name].errors, name
