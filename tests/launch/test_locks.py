"""The lock check finds what it is there for."""

from packaging.requirements import Requirement

from saas.launch import locks
from saas.launch.bootstrap import BASE, ROOT

WANTED = [Requirement("flask>=3.1,<3.2")]
TEXT = (ROOT / BASE).read_text()


def test_the_locks_say_what_the_project_asks_for() -> None:
    assert locks.main() == 0


def test_a_requirement_that_is_not_locked_is_found() -> None:
    assert any("nowhere-to-be-found" in line for line in locks.findings("x", TEXT, [Requirement("nowhere-to-be-found>=1")]))


def test_a_pin_outside_what_is_asked_is_found() -> None:
    assert any("is pinned" in line for line in locks.findings("x", TEXT, [Requirement("flask>=4")]))


def test_a_pin_without_a_hash_is_found() -> None:
    assert any("has no hash" in line for line in locks.findings("x", "flask==3.1.3\n    # via x\n", WANTED))


def test_a_pin_that_nothing_asks_for_is_found() -> None:
    assert any("rq is pinned, and nothing" in line for line in locks.findings("x", TEXT, WANTED))
