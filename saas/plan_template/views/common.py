"""What the pages of this room share: the blueprint, addresses, and the page of one template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import gettext as _

from saas.plan import Scale, Weights
from saas.plan.document import document
from saas.plan.spoken import of_line
from saas.plan.words import KINDS
from saas.plan_template import policy, queries, rules
from saas.plan_template.models import PlanTemplate, PlanTemplateVersion
from saas.plan_template.states import MACHINE
from tenants import organisations
from tenants.agreements.lines import path_of
from tenants.isolation import session
from tenants.law import Invalid, NotNow, Stale, told
from tenants.web import answer, current, done, paged

bp = Blueprint("plan_template", __name__, url_prefix="/plan-template")


def template_url(template: PlanTemplate, anchor: str | None = None) -> str:
    """The address of a template's page."""
    return url_for("plan_template.page", template_id=template.id, _anchor=anchor)


def line_url(template: PlanTemplate, path: tuple[str, ...]) -> str:
    """Where a line of the template is written: the field that mends a problem."""
    if path[:1] == ("positions",):
        return url_for("plan_template.edit", template_id=template.id, _anchor="positions")
    if path[:1] != ("goals",) or len(path) < 2:
        return template_url(template, "goals")
    rest = path[2:]
    rows = {"criteria": "criteria-head", "key_results": "results", "support": "support"}
    anchor = rows.get(rest[0], rest[0]) if len(rest) == 1 else "/".join(rest)
    return url_for("plan_template.goal", template_id=template.id, key=path[1], _anchor=anchor or None)


def scale() -> Scale:
    """The organisation's levels: a template holds for cycles that are not there yet."""
    return Scale.from_json(organisations.scale())


def show(template: PlanTemplate, status: int = 200, **given: Any) -> Response:
    """The page of a template, with the acts that are possible now for the one who asks."""
    actor, levels, today = current.actor(), scale(), organisations.today()
    keeps = policy.can_keep(actor, template)
    whole = rules.as_plan(template.content, today)
    positions = queries.positions_of([template.id]).get(template.id, [])
    missing = rules.unready(template.content, positions, levels, today) if keeps else []
    history = paged(queries.versions(template.id), [PlanTemplateVersion.no], **pages(), size=20, falling=True)
    context: dict[str, Any] = {
        "tpl": template,
        "positions": positions,
        "content": whole,
        "total": sum(each.weight for each in whole.goals),
        "weights": Weights(whole.goals),
        "keeps": keeps,
        "may": {verb for verb in MACHINE.moves if keeps and MACHINE.may(template, verb)},
        "missing": [(line_url(template, each.path), of_line(each.path, whole, levels, each.message)) for each in missing],
        "doc": document(whole.to_json(), levels),
        "history": history,
        "kinds": KINDS,
        "problems": [],
        "says": "",
    }
    return answer("plan_template/page.html", status=status, **(context | given))


def pages() -> dict[str, Any]:
    """Where in a list the reader is, out of the address."""
    return {"after": request.args.get("after"), "before": request.args.get("before")}


def moved_on(template: PlanTemplate, why: Stale | NotNow) -> Response:
    """409: the template as it stands now, with what happened."""
    session().expire_all()
    fresh = queries.template(template.id)
    assert fresh is not None, "a template is never deleted"
    stale = _("Somebody saved this template meanwhile. Look at it as it stands now, then go on.")
    return show(fresh, 409, says=told(why) or stale)


def press(template: PlanTemplate, verb: Callable[..., Any], said: str) -> Any:
    """A button was pressed: the verb is done and the page follows; what is missing comes back with it, 422."""
    try:
        verb(template, by=current.actor(), seen=current.seen())
    except Invalid as no:
        whole, levels = rules.as_plan(template.content, organisations.today()), scale()
        paths = {path_of(where): text for where, text in no.errors.items()}
        wrong = [
            (line_url(template, path), of_line(path, whole, levels, text) if path[:1] == ("goals",) else text)
            for path, text in paths.items()
        ]
        return show(template, 422, problems=wrong)
    except (Stale, NotNow) as no:
        return moved_on(template, no)
    flash(said)
    return done(template_url(template))
