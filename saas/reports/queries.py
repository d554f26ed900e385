"""Reading reports: one with its file and its subject, the own ones, and the living one of the same ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from saas.reports.kinds import KINDS, Wanted
from saas.reports.states import OVER, WAITING
from tenants import files, jobs, organisations
from tenants.files import File
from tenants.isolation import clock, get, get_locked, session
from tenants.jobs import Job

KIND = "report"
"""The kind of job that prints."""


@dataclass(frozen=True)
class Report:
    """A report: its job, the file once it is ready, and the subject where rights on it are asked."""

    job: Job
    file: File | None = None
    subject: Any = None
    title: str = ""

    @property
    def id(self) -> UUID:
        """The id of its job."""
        return self.job.id

    @property
    def wanted(self) -> Wanted:
        """What it was asked to show."""
        return Wanted.read(self.job.payload)

    @property
    def edition(self) -> str:
        """What tells it apart from others of the same subject: its version, the period, or the day."""
        return KINDS[self.wanted.kind].edition(self.wanted.no, organisations.day_of(self.asked_at))

    @property
    def version(self) -> int:
        """How often it has moved."""
        return self.job.version

    @property
    def state(self) -> str:
        """Where it stands; *expired* from the last moment of its file on, whoever has cleared up already."""
        if self.job.state == "ready" and (self.file is None or files.is_over(self.file.expires_at, clock.now())):
            return "expired"
        return self.job.state

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to come."""
        return self.state in WAITING

    @property
    def is_over(self) -> bool:
        """Whether one may ask anew."""
        return self.state in OVER

    @property
    def progress(self) -> int:
        """0 to 100."""
        return self.job.progress

    @property
    def asked_at(self) -> datetime:
        """When it was asked for."""
        return self.job.asked_at


def report(report_id: UUID) -> Report | None:
    """The report with this id and its file, or None."""
    found = get(Job, report_id)
    if found is None or found.kind != KIND:
        return None
    return Report(found, files.of_job(found.id) if found.state == "ready" else None)


def report_and_subject(report_id: UUID) -> Report | None:
    """The same, with what it is about: for whoever wants to know whether it may be fetched."""
    found = report(report_id)
    if found is None:
        return None
    kind, wanted = KINDS[found.wanted.kind], found.wanted
    title = kind.titles([wanted.subject_id]).get(wanted.subject_id, "")
    return Report(found.job, found.file, kind.subject(wanted.subject_id), title)


def reports_of(requester: UUID, company_id: UUID | None = None) -> Select[Any]:
    """The statement of somebody's own reports, of those about people of one company where that is asked; to be paged
    by id.
    """
    query = select(Job).where(Job.requester_id == requester, Job.kind == KIND)
    if company_id is None:
        return query
    subject, name = Job.payload["subject"].astext, Job.payload["kind"].astext
    return query.where(or_(*(and_(name == key, subject.in_(kind.in_company(company_id))) for key, kind in KINDS.items())))


def with_files(found: list[Job]) -> list[Report]:
    """These jobs as reports with files and titles: a statement for the files and one for each kind."""
    held = files.of_jobs([job.id for job in found])
    titles: dict[UUID, str] = {}
    for name, kind in KINDS.items():
        titles |= kind.titles({w.subject_id for w in map(_wanted, found) if w.kind == name})
    return [Report(job, held.get(job.id), None, titles.get(_wanted(job).subject_id, "")) for job in found]


def _wanted(job: Job) -> Wanted:
    return Wanted.read(job.payload)


def living(ask_hash: str) -> Job | None:
    """The job of the same ask that waits, runs or lies ready, or None."""
    query = select(Job).where(Job.ask_hash == ask_hash, Job.state.in_((*jobs.ACTIVE, "ready")))
    return session().scalars(query).first()


def locked(job: Job) -> Job:
    """The job, locked and read afresh."""
    found = get_locked(Job, job.id)
    assert found is not None, "a job is never deleted while somebody looks at it"
    return found
