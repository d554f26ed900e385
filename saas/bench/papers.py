"""What a paper costs beside WeasyPrint alone on the same HTML: in one process, in turns, processor time only."""

from __future__ import annotations

from statistics import median
from typing import Any

from saas import plan
from saas.bench.measure import timed
from saas.bench.stage import Large
from saas.reports import printer, printing
from saas.reports.kinds import Wanted
from tenants import isolation, jobs, people
from tenants.jobs.work import claim

ROUNDS = 21


def row(at: Large) -> dict[str, Any]:
    """The median of the rounds' ratios: a whole report job to the bare printer. Within an application context."""
    with isolation.transaction(at.tenant, at.reader):
        sheet = plan.sheet(at.plan_id)
        if sheet is None or sheet.talk.last_version is None:
            raise RuntimeError("the measured plan is gone")
        version = sheet.talk.last_version
        wanted = Wanted("plan", at.plan_id, version.no, version.hash)
    first = _asked(at, wanted)
    while (ticket := claim(at.tenant)) is not None and ticket.id != first:
        continue
    if ticket is None:
        raise RuntimeError("the measured report is not due")
    html, _name = printing.write(ticket, wanted)
    bare, whole = [], []
    _bare(html)
    for _ in range(ROUNDS):
        bare.append(timed(lambda: _bare(html)))
        _asked(at, wanted)
        whole.append(timed(lambda: jobs.run_one(at.tenant)))
    ratios = sorted(one / other for one, other in zip(whole, bare, strict=True))
    return {"page": "PDF", "floor": "WeasyPrint", "ratio_cpu": round(median(ratios), 2), "bytes": len(html)}


def _asked(at: Large, wanted: Wanted) -> Any:
    with isolation.transaction(at.tenant, at.reader):
        reader = people.person(at.reader)
        return jobs.ask("report", wanted.to_json(), by=reader).id


def _bare(html: str) -> None:
    from weasyprint import HTML

    HTML(string=html, url_fetcher=printer.fetcher()).write_pdf(pdf_variant="pdf/ua-1")
