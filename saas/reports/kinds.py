"""The kinds of papers: for each its subject, which version is meant, who may print it, its data and its template."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from saas import plan
from saas.reports.plan_paper import PlanPaper, paper_of
from saas.reports.titles import plan_titles, plans_in
from tenants import agreements
from tenants.agreements import Agreement, AgreementVersion
from tenants.people import Actor


@dataclass(frozen=True)
class Kind:
    """How papers of one kind come about."""

    label: Any
    template: str
    subject: Callable[[UUID], Any | None]
    """What it is about, for whoever acts in this unit of work."""
    can_see: Callable[[Actor, Any], bool]
    can_print: Callable[[Actor, Any, int], bool]
    version: Callable[[Actor, Any, int | None], AgreementVersion | None]
    """The version that is meant, if there is one that the actor may print."""
    stands: Callable[[Any], str]
    """What else decides what the paper says: with it another, the same version is another paper."""
    paper: Callable[[Any, AgreementVersion], Any]
    file_name: Callable[[Any], str]
    titles: Callable[[Collection[UUID]], dict[UUID, str]]
    in_company: Callable[[UUID], Select[Any]]
    """The ids, as text, of the subjects that belong to a company: a sub-select."""
    about: Callable[[Any], UUID]
    """The person whose matter it is."""
    path: Callable[[UUID], str]
    """Where the subject's page lies, inside the organisation."""
    back: Any


@dataclass(frozen=True)
class Wanted:
    """What a job is asked to print, as it stands in its payload: ids, numbers and a hash."""

    kind: str
    subject_id: UUID
    no: int
    digest: str
    announce: bool = False

    @classmethod
    def read(cls, payload: dict[str, Any]) -> Wanted:
        """From the payload of a job."""
        return cls(
            str(payload["kind"]),
            UUID(payload["subject"]),
            int(payload["version"]),
            str(payload["hash"]),
            bool(payload.get("announce", False)),
        )

    def to_json(self) -> dict[str, Any]:
        """As the payload of a job."""
        return {
            "kind": self.kind,
            "subject": str(self.subject_id),
            "version": self.no,
            "hash": self.digest,
            "announce": self.announce,
        }

    def ask_hash(self, requester: UUID, locale: str, stands: str) -> str:
        """The same for the same ask: requester, kind, subject, version and its hash, how it stands, language."""
        parts = ("report", requester, self.kind, self.subject_id, self.no, self.digest, stands, locale)
        return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def plan_version(actor: Actor, sheet: plan.Sheet, no: int | None) -> AgreementVersion | None:
    """The version `no`, or else the one in force, or else the latest that the actor may print. None: there is none."""
    if no is not None:
        found = agreements.version(sheet.agreement.id, no)
        return found if found is not None and plan.policy.can_print(actor, sheet, no) else None
    for known in (sheet.agreement.active_version, sheet.talk.last_version):
        if known is not None and plan.policy.can_print(actor, sheet, known.no):
            return known
    return agreements.version(sheet.agreement.id, max(sheet.signed)) if sheet.signed else None


def stands(agreement: Agreement) -> str:
    """Whether the paper says "in force", "adoption due since", "superseded by" or "not agreed", and who has adopted it,
    hangs on this.
    """
    adoption = agreement.adoption_since.isoformat() if agreement.adoption_since is not None else "-"
    return f"{agreement.state}:{agreement.active_version_id or '-'}:{agreement.second_id}:{adoption}"


def _plan_file(paper: PlanPaper) -> str:
    title = _("Performance plan %(cycle)s, %(name)s, version %(no)s", cycle=paper.cycle, name=paper.employee.name, no=paper.no)
    return f"{title}.pdf"


KINDS: dict[str, Kind] = {
    "plan": Kind(
        label=_l("Performance plan"),
        template="reports/plan.html",
        subject=plan.sheet,
        can_see=plan.policy.can_read,
        can_print=plan.policy.can_print,
        version=plan_version,
        stands=lambda sheet: stands(sheet.agreement),
        paper=paper_of,
        file_name=_plan_file,
        titles=plan_titles,
        in_company=plans_in,
        about=lambda sheet: sheet.plan.person_id,
        path=lambda plan_id: f"/plan/plans/{plan_id}",
        back=_l("To the plan"),
    )
}
"""A kind of paper that is not in this table does not exist."""
