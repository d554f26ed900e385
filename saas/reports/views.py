"""The pages of reports: the own ones, one with its progress, its file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from saas.reports import actions, policy, queries, words
from saas.reports.forms import AskForm
from saas.reports.kinds import KINDS
from saas.reports.queries import Report
from saas.reports.states import UNMADE
from tenants import files, organisations
from tenants.isolation import clock
from tenants.jobs import Job
from tenants.law import Invalid, NotNow
from tenants.web import answer, current, done, gate, paged
from tenants.web.gates import anybody

bp = Blueprint("reports", __name__, url_prefix="/reports")

SOON = 20
"""Seconds in which the page asks every 2 seconds; afterwards every 5."""


@bp.get("/")
@gate(None, anybody)
def index() -> Any:
    """The own reports, latest first; of one company where that is asked."""
    where = organisations.where(request.args, organisations.companies(), ())
    query = queries.reports_of(current.actor().id, where.company.data)
    page = paged(query, [Job.id], after=request.args.get("after"), before=request.args.get("before"), falling=True)
    return answer("reports/reports.html", page=page, reports=queries.with_files(page.rows), kinds=KINDS, where=where)


@bp.post("", strict_slashes=False)
@gate(None, anybody)
def ask() -> Any:
    """Asks for a paper. A form that names none (422) is told apart from a paper that is not there for the actor (404)."""
    form, actor = AskForm(request.form), current.actor()
    kind = KINDS.get(form.kind.data or "")
    if kind is None or form.subject_id is None or not form.validate():
        raise Invalid({"": _("No paper is called that: begin at the page of what you want to print.")})
    subject = kind.subject(form.subject_id)
    if subject is None or not kind.can_see(actor, subject):
        abort(404)
    version = kind.version(actor, subject, form.no)
    if version is None and form.no is not None:
        abort(404)
    if version is None:
        raise NotNow("nothing was proposed yet, so there is nothing to print")
    made = actions.ask(form.kind.data, subject, version, by=actor, locale=str(get_locale() or "en"))
    return done(url_for("reports.report", report_id=made.id))


@bp.get("/<uuid:report_id>")
@gate(queries.report_and_subject, policy.can_read)
def report(found: Report) -> Any:
    """How far a report is, and the way to its file."""
    return _page(found)


def _page(found: Report, status: int = 200) -> Response:
    waited = (clock.now() - found.asked_at).total_seconds()
    return answer(
        "reports/report.html",
        status=status,
        report=found,
        kind=KINDS[found.wanted.kind],
        may_collect=policy.can_collect(current.actor(), found),
        every=2 if waited < SOON else 5,
        trouble=words.trouble(found.job.error) if found.state in UNMADE else None,
        again=words.AGAIN if found.is_waiting and found.job.error else None,
    )


@bp.get("/<uuid:report_id>.json")
@gate(queries.report, policy.can_read)
def progress(found: Report) -> Any:
    """The same for machines: state, progress 0 to 100, and why it failed."""
    error = str(words.trouble(found.job.error)) if found.state in UNMADE else None
    return jsonify(state=found.state, progress=found.progress, error=error)


@bp.get("/<uuid:report_id>/file")
@gate(queries.report_and_subject, policy.can_collect)
def file(found: Report) -> Any:
    """The PDF itself, for whoever may read today what stands in it."""
    if found.state == "expired":
        abort(410)
    if found.file is None:
        return _page(found, 409)
    tag = found.file.sha256
    if request.if_none_match.contains(tag):
        unchanged = Response(status=304)
        unchanged.set_etag(tag)
        return unchanged
    response = Response(actions.collect(found, by=current.actor()), mimetype=found.file.media_type)
    response.set_etag(tag)
    response.headers["Content-Disposition"] = files.disposition(found.file.name)
    return response


@bp.post("/<uuid:report_id>/cancellation")
@gate(queries.report, policy.can_read, policy.can_cancel)
def cancellation(found: Report) -> Any:
    """Calls a report off."""
    actions.cancel(found, by=current.actor())
    return done(url_for("reports.report", report_id=found.id))
