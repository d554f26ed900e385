"""Templates run quicker and mean the same: what is called gets what it asks for, and addresses are those that Flask builds."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from flask_babel import force_locale
from jinja2 import DictLoader, pass_context, pass_environment, pass_eval_context
from markupsafe import Markup

from tenants.web import address, dates, direction, words
from tests.tenants.web.face import bare_app
from tests.tenants.web.test_rendering import NOON

TEMPLATES = {
    "parts.html": "{% macro bold(it) %}<b>{{ it }}</b>{% if caller is defined %}{{ caller() }}{% endif %}{% endmacro %}",
    "page.html": "{% from 'parts.html' import bold %}{{ bold('<' ~ who) }}{% call bold(1) %}<i>{{ who }}</i>{% endcall %}",
    "loop.html": "{% for each in [1, 2] %}{% set it = each %}{{ seen('it') }}{{ loop.cycle('a', 'b') }}{% endfor %}",
}
RULES = ("/people/<uuid:person_id>", "/people/", "/file/<name>", "/a/<uuid:x>/b/<uuid:y>", "/plans/<uuid:plan_id>/draft")


class Thing:
    @pass_context
    def __call__(self, context, said):
        return f"{said} {context['who']}"

    def method(self, said):
        return said.upper()

    @pass_context
    def asking(self, context):
        return context["who"]


@pytest.fixture(scope="module")
def app() -> Flask:
    made = address.TenantFlask("saas")
    made.jinja_loader = DictLoader(TEMPLATES)
    made.jinja_env.globals.update(thing=Thing())
    made.jinja_env.globals.update(seen=pass_context(lambda context, name: context.resolve(name)))
    made.jinja_env.globals.update(escapes=pass_eval_context(lambda place: place.autoescape))
    made.jinja_env.globals.update(filters=pass_environment(lambda environment: "upper" in environment.filters))
    made.extensions["root_endpoints"] = set()
    for rule in (
        "/people/<uuid:person_id>",
        "/people/",
        "/file/<name>",
        "/a/<uuid:x>/b/<uuid:y>",
        "/plans/<uuid:plan_id>/draft",
    ):
        made.add_url_rule(rule, rule)
    return made


def drawn(app: Flask, template: str, **values: object) -> str:
    with app.test_request_context():
        return app.jinja_env.from_string(template).render(who="Bo", **values)


@pytest.mark.parametrize(("template", "said"), [
    ("{{ thing('Hello') }}", "Hello Bo"),
    ("{{ thing.method('a') }}", "A"),
    ("{{ thing.asking() }}", "Bo"),
    ("{{ filters() }}", "True"),
    ("{% include 'page.html' %}", "<b>&lt;Bo</b><b>1</b><i>Bo</i>"),
    ("{% include 'loop.html' %}", "1a2b"),
])  # fmt: skip
def test_what_is_called_gets_what_it_asks_for(app, template, said):
    assert drawn(app, template) == said


@pytest.mark.parametrize("escaped", ["true", "false"])
def test_a_function_learns_whether_the_place_is_escaped(app, escaped):
    place = "{% autoescape " + escaped + " %}{{ escapes() }}{% endautoescape %}"
    assert drawn(app, place).lower() == escaped


@pytest.mark.parametrize("root", ["", "/o/northlight", "/sameboat/o/tidewater"])
@pytest.mark.parametrize(("endpoint", "values"), [
    ("/people/", {}),
    ("/people/", {"q": UUID(int=7)}),
    ("/people/", {"q": "a b&c"}),
    ("/people/<uuid:person_id>", {"person_id": UUID(int=7)}),
    ("/plans/<uuid:plan_id>/draft", {"plan_id": UUID(int=8)}),
    ("/plans/<uuid:plan_id>/draft", {"plan_id": UUID(int=8), "_anchor": "goal"}),
    ("/file/<name>", {"name": "a/b c"}),
    ("/a/<uuid:x>/b/<uuid:y>", {"x": UUID(int=7), "y": UUID(int=8)}),
    ("/people/", {"_external": True}),
])  # fmt: skip
def test_addresses_are_those_that_flask_builds(app, root, endpoint, values):
    with app.test_request_context("/people/", environ_overrides={"SCRIPT_NAME": root}):
        for _again in range(2):
            assert app.url_for(endpoint, **values) == Flask.url_for(app, endpoint, **values)


def test_sentences_words_and_hours_follow_the_language_that_is_spoken():
    with bare_app().test_request_context():
        english = words.word("plan", "agreed").label, str(dates.moment(NOON))
        with force_locale("zh_Hans"):
            chinese = words.word("plan", "agreed").label, str(dates.moment(NOON))
            assert direction.spoken().locale.language == "zh"
            assert direction.spoken().drawn("Plan") != "Plan"
        assert (words.word("plan", "agreed").label, str(dates.moment(NOON))) == english
        assert direction.spoken().drawn("Plan") == Markup("Plan")
    assert english[0] == "Agreed"
    assert english[0] != chinese[0]
    assert english[1] != chinese[1]
