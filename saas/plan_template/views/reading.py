"""Reading templates: the list, and one of them with what was published."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from saas.plan_template import actions, policy, queries
from saas.plan_template.models import PlanTemplate
from saas.plan_template.views.common import bp, pages, press, show
from tenants.web import answer, current, gate, paged


@bp.get("/")
@gate(None, policy.can_list)
def index() -> Any:
    """All templates, page by page."""
    page = paged(queries.templates(), [PlanTemplate.title_key, PlanTemplate.id], **pages())
    ids = [each.id for each in page.rows]
    return answer(
        "plan_template/templates.html",
        page=page,
        positions=queries.positions_of(ids) if ids else {},
        keeps={each.id for each in page.rows if policy.can_keep(current.actor(), each)},
    )


@bp.get("/<uuid:template_id>")
@gate(queries.template, policy.can_read)
def page(template: PlanTemplate) -> Any:
    """One template: where it stands, its goals, and what may be done with it."""
    return show(template)


@bp.post("/<uuid:template_id>/publications")
@gate(queries.template, policy.can_read, policy.can_keep)
def publish(template: PlanTemplate) -> Any:
    """What is written is offered as the next version."""
    return press(template, actions.publish, _("Published. Plans of these positions can begin with it; nobody has to."))


@bp.post("/<uuid:template_id>/retirements")
@gate(queries.template, policy.can_read, policy.can_keep)
def retire(template: PlanTemplate) -> Any:
    """Nobody is offered it any more."""
    return press(template, actions.retire, _("Retired. Plans that began with it stay as they are."))


@bp.post("/<uuid:template_id>/reopenings")
@gate(queries.template, policy.can_read, policy.can_keep)
def reopen(template: PlanTemplate) -> Any:
    """It is a draft again."""
    return press(template, actions.reopen, _("It is a draft again. Publish it when it is good."))
