"""Reports: papers that are asked for, printed in the background, and collected by whoever may.

A report is a job of the requester's own. Rights are asked three times: when it is asked for, when it is printed, and
when it is fetched. The file bears its sha256 and lives for some days; the same ask while it lives is the same report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from saas.reports import printing, words
from saas.reports.actions import ask, cancel, print_agreed
from saas.reports.events import ReportAsked, ReportCancelled, ReportCollected, ReportPrinted
from saas.reports.kinds import KINDS, Kind, Wanted
from saas.reports.queries import Report, report

if TYPE_CHECKING:
    from flask import Blueprint

__all__ = [
    "KINDS", "Kind", "Report", "ReportAsked", "ReportCancelled", "ReportCollected", "ReportPrinted", "Wanted", "ask",
    "blueprints", "cancel", "print_agreed", "report",
]  # fmt: skip


def blueprints() -> tuple[Blueprint, ...]:
    """The room's pages."""
    from saas.reports import views

    return (views.bp,)


words.register()
assert printing.__name__  # imported for the job that it registers
