"""Plan templates: how HR would begin the plan of a position, for employees and managers to tailor.

A template pre-fills a private draft once, where somebody chooses it; it assigns nothing and binds nobody. What was published
stays as it was: a change is the next version, and a plan remembers which one it began with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.plan_template import policy
from saas.plan_template.actions import change, make, publish, reopen, retire, write_goals
from saas.plan_template.events import PlanTemplatePublished
from saas.plan_template.models import PlanTemplate, PlanTemplatePosition, PlanTemplateVersion
from saas.plan_template.queries import covered, offered, template
from saas.plan_template.rules import Facts
from saas.plan_template.states import MACHINE

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "MACHINE", "Facts", "PlanTemplate", "PlanTemplatePosition", "PlanTemplatePublished", "PlanTemplateVersion", "change",
    "covered", "make", "offered", "policy", "publish", "reopen", "retire", "template", "write_goals",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.plan_template import views

    return (views.bp,)
