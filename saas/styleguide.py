"""Every component in use, in every state. Mounted in development and the demo only; it shows nobody's data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse
from wtforms import fields, validators
from wtforms.fields import SelectChoice

from tenants.isolation import clock
from tenants.web import Form, Page, public
from tenants.web.words import KINDS, WORDS

bp = Blueprint("styleguide", __name__, url_prefix="/styleguide")

REASON = "samples with invented people"
ERRORS = ("403", "404", "405", "409", "410", "413", "422", "429", "500", "503", "suspended")


@dataclass(frozen=True)
class Sample:
    """An invented person."""

    id: str
    name: str
    called: str


@dataclass(frozen=True)
class Link:
    """A line of the side bar."""

    url: str
    label: str
    icon: str
    current: bool = False
    count: int | None = None


AMARA = Sample("1", "Amara Okafor", "Amara")
BO = Sample("2", "Bo Lindqvist", "Bo")
LI_WEI = Sample("3", "Li Wei 李伟", "Li Wei")
LONG = Sample("4", "Wilhelmina Alexandrina Featherstonehaugh-Cholmondeley von Hohenstaufen", "Wilhelmina")
NAV = [
    (None, [Link("/styleguide/home", "Home", "house", count=4), Link("/styleguide/agreement", "My cycle", "sprout")]),
    ("Managing", [Link("/styleguide/table", "My team", "users"), Link("/styleguide/", "All parts", "list-checks")]),
    (
        "House",
        [Link("/styleguide/sign-in", "Signed out", "log-out"), Link("/styleguide/errors/404", "Errors", "triangle-alert")],
    ),
]


class SampleForm(Form):
    """One field of each kind."""

    title = fields.StringField("What will be true at the end?", [validators.InputRequired("Say what will be true at the end")])
    criterion = fields.TextAreaField("How will you both know?", description="One sentence per level helps.")
    weight = fields.DecimalField("Weight", [validators.NumberRange(0, 100, "A weight lies between 0 and 100")])
    count = fields.IntegerField("How many times", [validators.Optional()])
    due_on = fields.DateField("Due", [validators.InputRequired("Give the day it is due")])
    measure = fields.SelectField(
        "Kind of measure",
        choices=[SelectChoice("number", "Number"), SelectChoice("percent", "%"), SelectChoice("yes_no", "Yes or no")],
    )
    challenge = fields.RadioField(
        "Challenge",
        choices=[SelectChoice("steady", "Steady"), SelectChoice("stretch", "Stretch"), SelectChoice("bold", "Bold")],
    )
    way = fields.RadioField(
        "How to begin", choices=[SelectChoice("blank", "With an empty sheet"), SelectChoice("copy", "With the last plan")]
    )
    helpers = fields.SelectMultipleField(
        "Who helps", choices=[SelectChoice("bo", "Bo Lindqvist"), SelectChoice("li", "Li Wei 李伟")]
    )
    outlives = fields.BooleanField("This goal goes on after the cycle")
    paper = fields.FileField("A paper to attach")
    secret = fields.PasswordField("Password", [validators.Optional()])


def _sample(path: str = "") -> dict[str, Any]:
    here = "/styleguide/" + path
    nav = [(head, [replace(link, current=link.url == here) for link in links]) for head, links in NAV]
    typed = {"wrong-weight": "140", "wrong-criterion": "The words you typed are kept."}
    wrong = SampleForm(MultiDict(typed), prefix="wrong")
    wrong.validate()
    now = clock.now()
    return {
        "actor": AMARA, "organisation": None, "nav": nav, "amara": AMARA, "bo": BO, "li_wei": LI_WEI, "long": LONG,
        "blank": SampleForm(), "wrong": wrong, "words": WORDS, "kinds": sorted(KINDS), "errors": ERRORS,
        "page_of_list": Page([], "next", "before"), "now": now, "yesterday": now - timedelta(days=1),
        "thursday": now - timedelta(days=4), "long_ago": now - timedelta(days=137), "soon": (now + timedelta(days=18)).date(),
    }  # fmt: skip


@bp.get("")
@public(REASON)
def begin() -> BaseResponse:
    """The address as one types it leads to all parts: at the root no address is mended by itself."""
    return redirect(url_for("styleguide.parts"), 308)


@bp.get("/")
@public(REASON)
def parts() -> str:
    """All parts on one page."""
    return render_template("styleguide/parts.html", **_sample())


@bp.get("/<any(home, agreement, table, 'sign-in'):name>")
@public(REASON)
def whole(name: str) -> str:
    """A whole page as it might be."""
    return render_template(f"styleguide/{name.replace('-', '_')}.html", **_sample(name))


@bp.get("/errors/<name>")
@public(REASON)
def error(name: str) -> str:
    """An error page as a reader meets it."""
    if name not in ERRORS:
        abort(404)
    kept = ["Answer every applicant within two days"] if name == "409" else []
    return render_template(f"errors/{name}.html", request_id="3f9a0c7712de", old_page=name == "409", kept=kept)
