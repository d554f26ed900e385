"""The forms of signing in and of one's own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tenants import organisations
from tenants.web import Form

ZONES = (
    "UTC", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Argentina/Buenos_Aires",
    "America/Bogota", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Mexico_City",
    "America/New_York", "America/Sao_Paulo", "America/Toronto", "Asia/Dubai", "Asia/Hong_Kong", "Asia/Jakarta",
    "Asia/Karachi", "Asia/Kolkata", "Asia/Manila", "Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei",
    "Asia/Tokyo", "Australia/Perth", "Australia/Sydney", "Europe/Athens", "Europe/Berlin", "Europe/Copenhagen",
    "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
    "Europe/Paris", "Europe/Rome", "Europe/Stockholm", "Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland",
)  # fmt: skip
"""Suggestions; every IANA name is taken."""


USERNAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
PRESENT = {"autocomplete": "current-password"}
NEW = {"autocomplete": "new-password"}


LANGUAGES = [SelectChoice("", _l("As my organisation")), *(SelectChoice(*pair) for pair in organisations.LANGUAGES)]


class SignInForm(Form):
    """E-mail and password."""

    email = EmailField(_l("E-mail"), [InputRequired(_l("Enter your e-mail address."))], render_kw=USERNAME)
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))], render_kw=PRESENT)


class AskResetForm(Form):
    """Where the link goes."""

    email = EmailField(
        _l("E-mail"),
        [InputRequired(_l("Enter your e-mail address.")), Length(max=320, message=_l("This address is too long."))],
        render_kw=USERNAME,
    )


class ChoosePasswordForm(Form):
    """A new password, from a link. One field, shown on request, is less error-prone than two."""

    password = PasswordField(_l("New password"), [InputRequired(_l("Choose a password."))], render_kw=NEW)


class ChangePasswordForm(Form):
    """The present password and the new one."""

    password_now = PasswordField(_l("Present password"), [InputRequired(_l("Enter your present password."))], render_kw=PRESENT)
    password = PasswordField(_l("New password"), [InputRequired(_l("Choose a password."))], render_kw=NEW)


class AccountForm(Form):
    """How we speak to a person. What may stand in it, `people.change_own` says."""

    called = StringField(_l("What should we call you?"))
    language = SelectField(_l("Language"), choices=LANGUAGES)
    time_zone = StringField(_l("Time zone"), render_kw={"list": "zones"})
