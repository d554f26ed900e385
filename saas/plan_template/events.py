"""What happens to templates of plans. Nothing here tells who began a plan with one: drafts are private."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tenants.journal import Event


@dataclass(frozen=True)
class PlanTemplateMade(Event):
    """A template is being written."""

    verb: ClassVar[str] = "plan_template.made"


@dataclass(frozen=True)
class PlanTemplateChanged(Event):
    """It differs; `what` names the parts."""

    verb: ClassVar[str] = "plan_template.changed"
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanTemplatePublished(Event):
    """Plans of its positions can begin with version `no`."""

    verb: ClassVar[str] = "plan_template.published"
    no: int


@dataclass(frozen=True)
class PlanTemplateRetired(Event):
    """Nobody is offered it any more."""

    verb: ClassVar[str] = "plan_template.retired"


@dataclass(frozen=True)
class PlanTemplateReopened(Event):
    """It is a draft again."""

    verb: ClassVar[str] = "plan_template.reopened"
