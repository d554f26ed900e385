"""The list of rooms, in the order of their floors: whoever adds a room adds it here, and nowhere else."""

from __future__ import annotations

from types import ModuleType

from coaching_library import library, policies, threads
from saas import (
    alignment,
    audit,
    check_ins,
    cycle,
    enterprise,
    feedback,
    home,
    meetings,
    performance_file,
    plan,
    plan_template,
    reports,
)
from tenants import agreements, files, find, imports, jobs, journal, notices, organisations, people, sign_in

GROUND: tuple[ModuleType, ...] = (journal, jobs)
ROOMS: tuple[ModuleType, ...] = (
    organisations,
    people,
    files,
    agreements,
    find,
    imports,
    sign_in,
    notices,
    library,
    policies,
    threads,
    cycle,
    enterprise,
    plan,
    plan_template,
    alignment,
    meetings,
    check_ins,
    feedback,
    performance_file,
    reports,
    home,
    audit,
)


def load_models() -> None:
    """The metadata is whole once this module is imported; asserts that it is."""
    assert all(room.__name__ for room in (*GROUND, *ROOMS))
