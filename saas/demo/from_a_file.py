"""Northlight, where people come from a file."""

from __future__ import annotations

from saas.demo.stage import Stage, at
from tenants import imports
from tenants.imports import applying


def from_a_file(stage: Stage) -> None:
    """Tova takes over the list of the payroll office: everybody gets their staff number, but for a row without an address."""
    stage.day(36)
    with at(stage, hours=1):
        by = stage.acting("tova")
        here = [person for person in stage.people.values() if person.state != "left"]
        rows = [f"NL{n};{person.name};{person.email}" for n, person in enumerate(here, 1001)]
        content = "\r\n".join(["Employee number;Name;E-mail", *rows, ";Agency, cleaning;"])
        made = imports.upload(content.encode(), "payroll-people.csv", by=by)
        imports.check(made, made.columns, "", by=by)
        imports.apply(made, by=None)
        while applying.some(made, None):
            pass
        applying.finish(made, None)
