"""Asking for a paper, calling it off, and having one made for both sides of an agreement."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from saas.plan import Plan
from saas.reports import policy, queries
from saas.reports.events import ReportAsked, ReportCancelled, ReportCollected
from saas.reports.kinds import KINDS, Edition, Wanted, stands
from saas.reports.queries import KIND, Report
from tenants import agreements, files, jobs, organisations, people
from tenants.isolation import clock, session
from tenants.jobs import Job
from tenants.journal import record, record_reading
from tenants.journal.entries import HasId
from tenants.law import require
from tenants.people import Actor


def ask(kind: str, subject: object, version: Edition, *, by: Actor, locale: str) -> Job:
    """A report on that version is on its way, before all that nobody waits for; the same ask while one lives gives that one.

    `subject` is what the kind's table loads (for a plan: its sheet). Refuses what the actor may not print.
    """
    found = KINDS[kind]
    require(found.can_print(by, subject, version.no))
    wanted = Wanted(kind, subject.id, version.no, version.hash)  # type: ignore[attr-defined]  # every subject has an id
    made = _ask(wanted, found.stands(subject), requester=by, locale=locale, about=found.about(subject), by=by)
    jobs.wait_for(made)
    return made


def print_agreed(plan: Plan, version_no: int) -> list[Job]:
    """Both sides get the paper of what they have just agreed, each in their language, with a notice when it is ready.

    Called by wiring in the transaction of the second signature. Nobody asked for it: the journal names nobody.
    """
    agreement = plan.agreement
    version = agreements.version(agreement.id, version_no)
    assert version is not None, "what was agreed is a version"
    home = organisations.organisation().language
    wanted = Wanted("plan", plan.id, version.no, version.hash, announce=True)
    both = people.names(agreement.parties)
    return [
        _ask(wanted, stands(agreement), requester=both[who], locale=both[who].language or home, about=plan.person_id, by=None)
        for who in agreement.parties
    ]


def _ask(wanted: Wanted, stand: str, *, requester: HasId, locale: str, about: UUID, by: HasId | None) -> Job:
    ask_hash = wanted.ask_hash(requester.id, locale, stand)
    same = queries.living(ask_hash)
    if same is not None:
        paper = files.of_job(same.id) if same.state == "ready" else None
        if paper is None or not files.is_over(paper.expires_at, clock.now()):
            return same
        files.expire(paper)
    try:
        with session().begin_nested():
            made = jobs.ask(KIND, wanted.to_json(), by=requester, locale=locale, ask_hash=ask_hash)
    except IntegrityError:  # a second click was faster; its report is this one
        same = queries.living(ask_hash)
        if same is None:
            raise
        return same
    record(ReportAsked(wanted.kind, wanted.subject_id, wanted.no), by=by, on=made, about=about)
    return made


def cancel(report: Report, *, by: Actor) -> None:
    """It will not be made. Refuses another's; raises NotNow when it is made already.

    The version that was seen does not matter: the worker moves it on, and calling it off still means the same.
    """
    require(policy.can_cancel(by, report))
    job = queries.locked(report.job)
    jobs.cancel(job)
    record(ReportCancelled(report.wanted.kind), by=by, on=job)


def collect(report: Report, *, by: Actor) -> bytes:
    """The bytes of the paper; that they were fetched is in the journal, and that another's plan was read.

    Refuses whoever may not read today what stands in it.
    """
    require(policy.can_collect(by, report))
    assert report.file is not None, "only a ready report is collected"
    wanted, about = report.wanted, KINDS[report.wanted.kind].about(report.subject)
    collected = ReportCollected(wanted.kind, wanted.subject_id, wanted.no, report.file.sha256)
    record(collected, by=by, on=report.job, about=about)
    record_reading(by=by, on=getattr(report.subject, "plan", report.subject), about=about)
    return files.content(report.file)
