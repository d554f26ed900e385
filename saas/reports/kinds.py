"""The kinds of papers: for each its subject, which version is meant, who may print it, its data and its template."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from coaching_library import policies, threads
from saas import performance_file, plan
from saas.reports import hr_papers
from saas.reports.file_paper import FilePaper, file_paper
from saas.reports.plan_paper import PlanPaper, paper_of
from saas.reports.titles import file_titles, no_company, people_in, plan_titles, plans_in
from tenants import agreements, jobs
from tenants.agreements import Agreement, AgreementVersion
from tenants.agreements.canonical import is_tombstone
from tenants.people import Actor
from tenants.web.dates import long_day


class Edition(Protocol):
    """What is printed: a number, and the hash of all that it says."""

    @property
    def no(self) -> int:
        """Its number."""

    @property
    def hash(self) -> str:
        """The hash of its content."""


@dataclass(frozen=True)
class Kind:
    """How papers of one kind come about."""

    label: Any
    template: str
    subject: Callable[[UUID], Any | None]
    """What it is about, for whoever acts in this unit of work."""
    can_see: Callable[[Actor, Any], bool]
    can_print: Callable[[Actor, Any, int], bool]
    version: Callable[[Actor, Any, int | None], Edition | None]
    """The version that is meant, if there is one that the actor may print."""
    found: Callable[[Any, Wanted], Edition]
    """That version again, when it is printed. Raises a Failure with a code of `words.TROUBLE` where it is not the same."""
    stands: Callable[[Any], str]
    """What else decides what the paper says: with it another, the same version is another paper."""
    paper: Callable[[Any, Any], Any]
    file_name: Callable[[Any], str]
    edition: Callable[[int, date], str]
    """What tells two papers of one subject apart, by the number of the edition and the day on which it was asked for."""
    titles: Callable[[Collection[UUID]], dict[UUID, str]]
    in_company: Callable[[UUID], Select[Any]]
    """The ids, as text, of the subjects that belong to a company: a sub-select."""
    about: Callable[[Any], UUID]
    """The person whose matter it is."""
    path: Callable[[UUID], str]
    """Where the subject's page lies, inside the organisation."""
    back: Any
    readers: Any
    """One sentence on the paper's page: who can read this page, and what stands on the paper."""


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


def same_version(sheet: plan.Sheet, wanted: Wanted) -> AgreementVersion:
    """The version of a plan that was asked for, unchanged. Raises Failure: gone, erased, altered."""
    version = agreements.version(sheet.agreement.id, wanted.no)
    if version is None:
        raise jobs.Failure("gone")
    if is_tombstone(version.content):
        raise jobs.Failure("erased")
    if version.hash != wanted.digest or agreements.fingerprint_of(sheet.agreement, version) != version.hash:
        raise jobs.Failure("altered")
    return version


@dataclass(frozen=True)
class Today:
    """A person's own files as they stand today: there is one edition, and its hash says which."""

    hash: str
    no: int = 1


def files_today(actor: Actor, own: performance_file.Own, no: int | None) -> Today | None:
    """One's own files, where anything stands in them."""
    may = performance_file.policy.can_print(actor, own.id) and no in (None, 1) and own.entries
    return Today(own.digest) if may else None


def _file_name(paper: FilePaper) -> str:
    return f"{_('Performance file of %(name)s, %(day)s', name=paper.person, day=long_day(paper.made_on))}.pdf"


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


def _version(no: int, _day: date) -> str:
    return str(_("Version %(no)s", no=no))


def _as_of(_no: int, day: date) -> str:
    return str(_("As of %(day)s", day=long_day(day)))


KINDS: dict[str, Kind] = {
    "plan": Kind(
        label=_l("Performance plan"),
        template="reports/plan.html",
        subject=plan.sheet,
        can_see=plan.policy.can_read,
        can_print=plan.policy.can_print,
        version=plan_version,
        found=same_version,
        stands=lambda sheet: stands(sheet.agreement),
        paper=paper_of,
        file_name=_plan_file,
        edition=_version,
        titles=plan_titles,
        in_company=plans_in,
        about=lambda sheet: sheet.plan.person_id,
        path=lambda plan_id: f"/plan/plans/{plan_id}",
        back=_l("To the plan"),
        readers=_l(
            "Only you see this page. The plan itself is read by the two who agree it, the HR partner responsible, "
            "the heads of HR, and whoever stands in for one of these."
        ),
    ),
    "file": Kind(
        label=_l("Performance file"),
        template="reports/file.html",
        subject=performance_file.own,
        can_see=lambda actor, own: performance_file.policy.can_print(actor, own.id),
        can_print=lambda actor, own, _no: performance_file.policy.can_print(actor, own.id),
        version=files_today,
        found=lambda own, _wanted: Today(own.digest),
        stands=lambda own: own.digest,
        paper=lambda own, _today: file_paper(own),
        file_name=_file_name,
        edition=_as_of,
        titles=file_titles,
        in_company=people_in,
        about=lambda own: own.id,
        path=lambda _person_id: "/performance-file/",
        back=_l("To your files"),
        readers=_l(
            "Only you see this page and can fetch this paper. What stands in a file is read by you and the manager whose file "
            "it is with you, while they lead you; whoever stands in for them reads along. HR and the administrators see none "
            "of it."
        ),
    ),
    "service": Kind(
        label=_l("HR’s service"),
        template="reports/service.html",
        subject=hr_papers.serving,
        can_see=lambda actor, one: one.id == actor.id and threads.policy.can_see_service(actor),
        can_print=lambda actor, one, _no: one.id == actor.id and threads.policy.can_see_service(actor),
        version=hr_papers.served,
        found=lambda _one, wanted: hr_papers.Figures(wanted.no, wanted.digest),
        stands=lambda _one: "",
        paper=hr_papers.service_paper,
        file_name=hr_papers.service_file,
        edition=hr_papers.service_period,
        titles=lambda _ids: {},
        in_company=people_in,
        about=lambda one: one.id,
        path=lambda _person_id: "/threads/service",
        back=_l("To HR’s service"),
        readers=_l(
            "Only you see this page. The figures are counted from clocks alone: HR sees all of them, a manager those of the HR "
            "partners who accompany them."
        ),
    ),
    "policy_status": Kind(
        label=_l("Acknowledgement of a policy"),
        template="reports/policy_status.html",
        subject=policies.policy_of,
        can_see=policies.policy.can_see_status,
        can_print=lambda actor, sheet, _no: policies.policy.can_see_status(actor, sheet),
        version=hr_papers.status_today,
        found=lambda _sheet, wanted: hr_papers.Figures(wanted.no, wanted.digest),
        stands=lambda _sheet: "",
        paper=hr_papers.status_paper,
        file_name=hr_papers.status_file,
        edition=hr_papers.status_edition,
        titles=hr_papers.policy_titles,
        in_company=no_company,
        about=lambda sheet: sheet.policy.owner_id,
        path=lambda policy_id: f"/policies/{policy_id}/acknowledgements",
        back=_l("To the policy"),
        readers=_l(
            "Only you see this page. HR sees names and how far each is, tenant admins the numbers; the paper holds what you "
            "may see."
        ),
    ),
}
"""A kind of paper that is not in this table does not exist."""
