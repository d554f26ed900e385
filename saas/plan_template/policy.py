"""Who keeps templates: whoever designs cycle.policy. An HR partner who may do that writes those of the units they accompany."""

from __future__ import annotations

from uuid import UUID

from saas import cycle
from saas.plan_template.models import PlanTemplate
from tenants.people import Actor


def can_list(actor: Actor, _template: PlanTemplate | None = None) -> bool:
    """Whoever designs cycles sees the templates of the whole organisation, to build on them."""
    return cycle.policy.can_design(actor)


def can_read(actor: Actor, _template: PlanTemplate) -> bool:
    """Whoever sees the list. Everybody else meets a template where their own plan may begin with it."""
    return can_list(actor)


def may_keep(actor: Actor, unit_id: UUID | None) -> bool:
    """The head of HR and the tenant admin keep all; an HR partner who designs cycles those of the units they accompany."""
    return cycle.policy.is_unbounded(actor) or (cycle.policy.can_design(actor) and unit_id in actor.partner_unit_ids)


def can_keep(actor: Actor, template: PlanTemplate) -> bool:
    """Writing, publishing and retiring a template: see `may_keep`."""
    return may_keep(actor, template.unit_id)
