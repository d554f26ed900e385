"""The sheet: a plan with everything that decides who may do what with it. Page, part, paper and policy share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saas.cycle import OPEN_FOR_PLANS
from saas.plan.levels import Scale
from saas.plan.models import Handover, HandoverAnswer, HandoverNote, Plan
from tenants import agreements
from tenants.agreements import Agreement, Amendment, Mediation
from tenants.people import Standing


@dataclass(frozen=True)
class Sheet:
    """A plan with everything that decides who may do what with it now."""

    plan: Plan
    standing: Standing
    amendment: Amendment | None
    signed: frozenset[int]
    """Numbers of the versions that the reader of this unit of work has signed."""
    rests: bool = False
    """Whether its owner is excused from the cycle: then it stays as it stands until they take part again."""
    mediation: Mediation | None = None
    """The call by which an HR partner reads on in this talk, until it is agreed."""
    there: frozenset[str] = frozenset()
    """What lies beside it that most plans don't have: "calls" for HR, "handovers", and what was "prepared" for or by the
    reader. What is not there is not asked for.
    """

    @property
    def id(self) -> UUID:
        """The plan's id."""
        return self.plan.id

    @property
    def agreement(self) -> Agreement:
        """The agreement in which its words, versions and signatures lie."""
        return self.plan.agreement

    @property
    def talk(self) -> agreements.Talk:
        """Where something can be proposed: the plan itself, or its open amendment."""
        return self.amendment if self.amendment is not None else self.agreement

    @property
    def is_open(self) -> bool:
        """Whether the cycle lets this plan move."""
        over = self.agreement.state in ("ended", "superseded")
        return self.plan.cycle.state in OPEN_FOR_PLANS and not over and not self.rests

    @property
    def is_led(self) -> bool:
        """Whether the second of the two is the employee's manager today, and has not left: else nobody could sign."""
        return self.standing.manager_id == self.agreement.second_id and self.agreement.second.state != "left"

    @property
    def adoption_due(self) -> bool:
        """Whether what is in force waits to be adopted by whoever leads now."""
        return self.agreement.state == "agreed" and self.agreement.adoption_since is not None

    @property
    def state(self) -> str:
        """Where the plan stands, as it is said: one that its new manager has yet to adopt is told apart."""
        return "adoption_due" if self.adoption_due else self.agreement.state

    def shared_numbers(self, opens_from: datetime | None) -> frozenset[int]:
        """Numbers of the latest proposed version and of the one in force, as far as they are not older than `opens_from`: what
        the HR partner reads.
        """
        shown = [each for each in (self.talk.last_version, self.agreement.active_version) if each is not None]
        return frozenset(each.no for each in shown if opens_from is None or each.proposed_at >= opens_from)

    @property
    def scale(self) -> Scale:
        """The levels of its cycle."""
        return Scale.from_json(self.plan.cycle.scale)

    @property
    def waits_for(self) -> UUID | None:
        """Whose turn it is, or None."""
        return agreements.waits_for(self.agreement, self.talk)


@dataclass(frozen=True)
class Passing:
    """A handover with the plan it is about, the note and the employee's answer, as far as they are written."""

    handover: Handover
    sheet: Sheet
    note: HandoverNote | None = None
    answer: HandoverAnswer | None = None

    @property
    def id(self) -> UUID:
        """The handover's id."""
        return self.handover.id
