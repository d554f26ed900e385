"""Policies in the demo, through the verbs: four with a history, one of them also in Chinese, and who has acknowledged what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from coaching_library import policies
from coaching_library.policies import Clause, Facts, Policy, PolicySheet, Terms
from saas.demo import policy_texts as texts
from saas.demo.policy_texts_zh import in_chinese
from saas.demo.stage import Stage, at
from tenants import isolation, organisations

MANAGEMENT, CHANGING = "Performance management at Northlight", "Changing goals during a cycle"
FILE, SECOND_LOOK = "The performance file, and who reads it", "Feedback, and a second look"
IN_CHINESE = "北光绩效管理制度"
KNOWN = ("amara", "bo", "mira", "nia", "kofi", "liwei", "min", "chen", "hugo", "dara", "hanna", "sofia")
"""Those who acknowledged the first version of what came anew since."""


def northlight(stage: Stage) -> None:
    """Long before the cycle opens: the first versions of three policies, which everybody has acknowledged but for one, of which
    some did.
    """
    began = stage.now
    for title, topic, clauses, by in (
        (MANAGEMENT, "plan", texts.MANAGEMENT, "chen"),
        (CHANGING, "plan", texts.CHANGING, "chen"),
        (FILE, "file", texts.FILE, "hugo"),
    ):
        with at(stage, hours=2):
            _first(stage, title, topic, clauses, by)
        with at(stage, days=1):
            who = KNOWN if title == MANAGEMENT else tuple(stage.people)
            _acknowledged(stage, title, who)
    stage.as_system()
    stage.now = began


def northlight_later(stage: Stage) -> None:
    """What happened since: something that binds changed and was acknowledged by all but Kofi, who is overdue; something that
    only explains reads better; a counterpart in Chinese; a policy of last week, which some have opened; and a version that
    comes into force next month.
    """
    now = stage.now
    _days_ago(stage, 30)
    _anew(
        stage,
        FILE,
        texts.file_anew(),
        "hugo",
        note="How long the file is kept, in plainer words. Nothing that binds has changed.",
    )
    _days_ago(stage, 26)
    _anew(
        stage, MANAGEMENT, texts.management_anew(), "chen",
        note="After last year’s survey: once a month was too seldom to speak of anything in time. From now on every two weeks.",
    )  # fmt: skip
    _in_chinese(stage)
    _days_ago(stage, 22)
    with at(stage):
        there = tuple(key for key, person in stage.people.items() if person.state != "left" and key != "kofi")
        _acknowledged(stage, MANAGEMENT, there)
    _days_ago(stage, 5)
    with at(stage):
        _first(stage, SECOND_LOOK, "appraise", texts.SECOND_LOOK, "chen", review_in=40)
    _days_ago(stage, 3)
    with at(stage):
        _acknowledged(stage, SECOND_LOOK, ("dara", "chen", "hugo", "mira", "hanna", "liwei"))
    with at(stage):
        _opened(stage, SECOND_LOOK, ("nia", "sofia"))
    _next_month(stage)
    _in_review(stage)
    stage.as_system()
    stage.now = now


def _days_ago(stage: Stage, days: int) -> None:
    stage.now = stage.ends - timedelta(days=days)


def _first(stage: Stage, title: str, topic: str, clauses: tuple[Clause, ...], by: str, *, review_in: int | None = None) -> None:
    """Somebody writes a policy and puts it to Dara, who publishes it for that day."""
    actor = stage.acting(by)
    review_on = organisations.today() + timedelta(days=review_in) if review_in else None
    made = policies.make(Facts(title, topic, "everyone", actor.id, review_on), by=actor)
    _written(stage, made.policy_id, clauses, "", by)
    _published(stage, made.policy_id, organisations.today())


def _written(stage: Stage, policy_id: UUID, clauses: tuple[Clause, ...], note: str, by: str) -> None:
    actor = stage.acting(by)
    version = _sheet(policy_id).open
    assert version is not None, "it is being written"
    one = policies.version_of(version.id)
    assert one is not None, "it is being written"
    policies.write(one, clauses, note, by=actor)
    policies.propose(one, by=actor)


def _published(stage: Stage, policy_id: UUID, on: date, *, original_no: int | None = None) -> None:
    actor = stage.acting("dara")
    version = _sheet(policy_id).open
    assert version is not None, "it waits"
    one = policies.version_of(version.id)
    assert one is not None, "it waits"
    policies.publish(one, Terms(on, original_no=original_no), by=actor)
    stage.as_system()


def _anew(stage: Stage, title: str, clauses: tuple[Clause, ...], by: str, *, note: str) -> None:
    """The next version is written, and published for the day."""
    with at(stage):
        sheet = _called(title)
        policies.begin(sheet, by=stage.acting(by))
        _written(stage, sheet.id, clauses, note, by)
    with at(stage):
        _published(stage, sheet.id, organisations.today())


def _next_month(stage: Stage) -> None:
    """Chen writes the next version of another policy, and Dara publishes it for the first day of next month."""
    with at(stage):
        sheet = _called(CHANGING)
        policies.begin(sheet, by=stage.acting("chen"))
        note = "Four weeks were too long: half of what came up did so later. And what holds when the manager changes."
        _written(stage, sheet.id, texts.changing_anew(), note, "chen")
        first = (stage.ends.date().replace(day=28) + timedelta(days=5)).replace(day=1)
        _published(stage, sheet.id, first)


def _in_review(stage: Stage) -> None:
    """Chen has put one more version to a publisher, of which readers see nothing yet."""
    with at(stage):
        sheet = _called(SECOND_LOOK)
        policies.begin(sheet, by=stage.acting("chen"))
        note = "Somebody was on leave for the whole three weeks, and lost the second look by it."
        _written(stage, sheet.id, texts.second_look_anew(), note, "chen")


def _in_chinese(stage: Stage) -> None:
    """Hugo, partner of Shanghai, begins the counterpart in Chinese."""
    with at(stage):
        actor, original = stage.acting("hugo"), _called(MANAGEMENT)
        made = policies.make_counterpart(original, "zh", IN_CHINESE, by=actor)
        _written(stage, made.policy_id, in_chinese(made.content), "", "hugo")
    with at(stage):
        _published(stage, made.policy_id, organisations.today())


def _acknowledged(stage: Stage, title: str, who: Iterable[str]) -> None:
    """Those who owe it are told, and these read it and say so."""
    stage.as_system()
    policies.remind(500)
    for key in who:
        actor = stage.acting(key)
        sheet = _called(title)
        assert sheet.in_force is not None, "it holds"
        policies.acknowledge(sheet, sheet.in_force.no, sheet.in_force.hash, by=actor)
    stage.as_system()


def _opened(stage: Stage, title: str, who: Iterable[str]) -> None:
    for key in who:
        policies.show(_called(title), by=stage.acting(key))
    stage.as_system()


def _sheet(policy_id: UUID) -> PolicySheet:
    found = policies.policy_of(policy_id)
    assert found is not None, "it was made"
    return found


def _called(title: str) -> PolicySheet:
    return _sheet(isolation.session().scalars(select(Policy.id).where(Policy.title == title)).one())
