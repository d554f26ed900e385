"""Every move of a version from every state, what was published as it stays, and days, which no chore has to note."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import ProgrammingError

from coaching_library import policies
from coaching_library.policies import MACHINE, Facts, PolicyInForce, PolicySection, PolicyVersion, Terms, VersionSheet
from tenants import isolation, organisations
from tenants.isolation import clock
from tenants.journal import JournalEntry
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.coaching_library.policies import made
from tests.house_fixture import House

TALK_ANEW = replace(made.TALK, body="They talk **twice**.")


def _today() -> Terms:
    return Terms(organisations.today())


VERBS: dict[str, Callable[..., Any]] = {
    "write": lambda one, **by: policies.write(one, (made.PURPOSE, TALK_ANEW), "Other words.", **by),
    "propose": policies.propose,
    "recall": policies.recall,
    "give_back": lambda one, **by: policies.give_back(one, "Say when.", **by),
    "publish": lambda one, **by: policies.publish(one, _today(), **by),
    "take_back": policies.take_back,
    "withdraw": lambda one, **by: policies.withdraw(one, "The law has changed.", **by),
}
TWICE = {("propose", "review"), ("publish", "draft")}
"""A second click finds what the first one did; publishers need not put their own draft to themselves."""


def in_state(house: House, state: str) -> UUID:
    """A version in that state; its id."""
    if state == "draft":
        return _open_of(house, made.draft(house))
    if state == "review":
        it = made.draft(house)
        with house.acting("chen") as by:
            return policies.propose(made.written(it), by=by).id
    it = made.published(house, on=20 if state == "scheduled" else 0)
    with house.acting("dara") as by:
        version = made.found(it).versions[0]
        if state == "withdrawn":
            policies.withdraw(made.one(version.id), "The law has changed.", by=by)
        first = version.id
    if state == "superseded":
        made.anew(house, it, made.PURPOSE, TALK_ANEW)
    return first


def _open_of(house: House, policy_id: UUID) -> UUID:
    with house.acting("chen"):
        return made.written(policy_id).id


@pytest.mark.parametrize("state", ["draft", "review", "scheduled", "in_force", "superseded", "withdrawn"])
def test_each_move_is_as_the_table_says(house: House, state: str) -> None:
    for verb, do in VERBS.items():
        it = in_state(house, state) if (verb, state) != ("write", "draft") else in_state(house, "draft")
        with house.acting("dara") as by:
            one = made.one(it)
            before = one.version.version
            assert one.version.state == state
            if not MACHINE.may(one.version, verb) and (verb, state) not in TWICE:
                with pytest.raises(NotNow):
                    do(one, by=by)
            else:
                if (verb, state) not in TWICE:
                    with pytest.raises(Stale):
                        do(one, by=by, seen=before - 1)
                do(one, by=by, seen=before)
                target = {"publish": "in_force"}.get(verb, MACHINE.moves[verb].target)
                assert made.one(it).version.state == target, verb
        _away(house, it)


def _away(house: House, version_id: UUID) -> None:
    """The title is free for the next one."""
    with house.within() as session:
        mine = select(PolicyVersion.policy_id).where(PolicyVersion.id == version_id).scalar_subquery()
        key = func.concat("z", policies.Policy.id)
        renamed = update(policies.Policy).where(policies.Policy.id == mine).values(title_key=key)
        session.execute(renamed, execution_options={"synchronize_session": False})


def test_what_was_published_cannot_be_changed_by_anybody(house: House) -> None:
    made.published(house)
    with pytest.raises(ProgrammingError), house.acting("dara"):
        isolation.session().execute(update(PolicySection).values(body="Something else"))


def test_a_version_of_today_is_in_force_at_once_and_follows_once(house: House) -> None:
    it = made.published(house)
    with house.acting("amara"):
        sheet = made.found(it)
        assert (sheet.state, sheet.in_force) == ("in_force", sheet.versions[0])
        assert sheet.versions[0].state == "in_force"
    house.let_pass(timedelta(days=2))
    assert told(house) == 1


def test_two_who_note_the_day_at_once_note_it_once(house: House) -> None:
    it = made.published(house)
    made.anew(house, it, made.PURPOSE, TALK_ANEW, on=4)
    house.tenant("northlight")
    later, both, trouble = clock.now() + timedelta(days=4), threading.Barrier(2), []

    def note() -> None:
        try:
            with clock.at(later), house.within():
                both.wait(10)
                policies.come_into_force(100)
        except Exception as error:
            trouble.append(error)

    threads = [threading.Thread(target=note) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(20)
    assert trouble == []
    assert told(house) == 2, "the first version and the second, each once"


def told(house: House) -> int:
    """How often something was said to have come into force."""
    with house.within() as session:
        mine = JournalEntry.verb == PolicyInForce.verb
        return session.scalar(select(func.count()).select_from(JournalEntry).where(mine)) or 0


def test_a_version_is_in_force_by_its_day_and_not_by_the_chore(house: House) -> None:
    it = made.published(house)
    second = made.anew(house, it, made.PURPOSE, TALK_ANEW, on=10)
    amara = house.browser("amara")
    assert "They talk twice." not in amara.get(f"/policies/{it}").text
    with clock.at(clock.now() + timedelta(days=10)):
        with house.acting("amara") as by:
            sheet = made.found(it)
            assert sheet.in_force is not None
            assert (sheet.in_force.id, sheet.in_force.state) == (second, "scheduled"), "nobody has noted that the day has come"
            assert [sheet.state_of(each) for each in sheet.versions] == ["superseded", "in_force"]
            assert [each.no for each in policies.owed(by)] == [2], "it is asked by its day, too"
        late = house.browser("amara")
        assert "<strong>twice</strong>" in late.get(f"/policies/{it}").text
        with house.acting("dara") as by, pytest.raises(NotNow):
            policies.take_back(made.one(second), by=by)
    house.let_pass(timedelta(days=10))
    with house.within():
        sheet = made.found(it)
        assert [each.state for each in sheet.versions] == ["superseded", "in_force"]
    assert told(house) == 2


def test_the_next_version_is_begun_from_what_holds_though_the_chore_has_not_run(house: House) -> None:
    it = made.published(house, on=3)
    with clock.at(clock.now() + timedelta(days=3)), house.acting("chen") as by:
        draft = policies.begin(made.found(it), by=by)
        assert draft.no == 2
        assert [each.state for each in made.found(it).versions] == ["in_force", "draft"]
    assert told(house) == 1


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Honolulu"])
def test_the_day_is_that_of_the_organisations_wall(house: House, zone: str) -> None:
    with house.acting("tova") as tova:
        own = organisations.organisation()
        organisations.change_organisation(
            own, name=own.name, brand_hue=own.brand_hue, brand_chroma=own.brand_chroma, language="en", time_zone=zone, by=tova
        )
    it = made.published(house, on=5)
    with house.acting("amara"):
        day = made.found(it).versions[0].effective_on
        assert day == clock.today(zone) + timedelta(days=5)
        midnight = datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
    for before, holds in ((timedelta(seconds=1), False), (timedelta(0), True)):
        with clock.at(midnight - before), house.acting("amara"):
            assert (made.found(it).in_force is not None) is holds


def test_a_day_that_is_over_and_one_far_ahead_are_refused_beside_the_field(house: House) -> None:
    it = made.draft(house)
    with house.acting("dara") as by:
        for ahead in (-1, -400, 4000):
            with pytest.raises(Invalid) as found:
                policies.publish(made.written(it), Terms(made.day(ahead)), by=by)
            assert set(found.value.errors) == {"effective_on"}
        with pytest.raises(Invalid) as found:
            policies.publish(made.written(it), Terms(None), by=by)
        assert set(found.value.errors) == {"effective_on"}
        with pytest.raises(Invalid) as found:
            policies.publish(made.written(it), Terms(made.day(0), days=0), by=by)
        assert set(found.value.errors) == {"acknowledge_days"}
        assert made.written(it).version.state == "draft"


def test_no_version_comes_into_force_before_the_one_that_is_to_be_followed(house: House) -> None:
    it = made.published(house)
    made.write(house, it, made.PURPOSE, TALK_ANEW)
    with house.acting("dara") as by:
        policies.publish(made.written(it), Terms(made.day(0)), by=by)
        assert [each.state for each in made.found(it).versions] == ["superseded", "in_force"], (
            "two on one day: the later one holds"
        )


def test_one_version_at_a_time_is_on_its_way(house: House) -> None:
    it = made.published(house)
    with house.acting("chen") as by:
        first = policies.begin(made.found(it), by=by)
        assert policies.begin(made.found(it), by=by).id == first.id, "a second click finds the same draft"
        policies.write(made.one(first.id), made.ALL[:2], "Shorter.", by=by)
        policies.propose(made.one(first.id), by=by)
        with pytest.raises(NotNow):
            policies.begin(made.found(it), by=by)
    made.publish(house, it, on=9)
    with house.acting("chen") as by, pytest.raises(NotNow):
        policies.begin(made.found(it), by=by)


def test_what_was_taken_back_is_published_anew_and_only_the_last_edition_counts(house: House) -> None:
    it = made.published(house, on=9)
    with house.acting("dara") as by:
        version = made.found(it).versions[0]
        old = [each.id for each in policies_sections(version)]
        policies.take_back(made.one(version.id), by=by)
        assert (made.found(it).state, policies.section(old[0])) == ("draft", None), "nobody can cite it any more"
        policies.write(made.one(version.id), (made.PURPOSE, TALK_ANEW), "", by=by)
        policies.publish(made.one(version.id), Terms(made.day(0)), by=by)
        new = policies_sections(made.found(it).versions[0])
        assert [each.body for each in new] == [made.PURPOSE.body, TALK_ANEW.body]
        assert policies.section(old[1]) is None
        assert policies.section(new[1].id) is not None
        assert made.found(it).versions[0].edition == 2


def policies_sections(version: PolicyVersion) -> list[PolicySection]:
    mine = PolicySection.version_id == version.id, PolicySection.edition == version.edition
    return list(isolation.session().scalars(select(PolicySection).where(*mine).order_by(PolicySection.no)))


def test_withdrawing_takes_a_reason_which_everybody_reads_and_the_policy_may_begin_again(house: House) -> None:
    it = made.published(house)
    with house.acting("dara") as by:
        one = made.one(made.found(it).versions[0].id)
        with pytest.raises(Invalid) as found:
            policies.withdraw(one, "  \n", by=by)
        assert set(found.value.errors) == {"why"}
        policies.withdraw(one, "The law has changed.", by=by)
        assert made.found(it).state == "withdrawn"
        assert policies.choices_to_cite(by) == []
    assert "The law has changed." in house.browser("amara").get(f"/policies/{it}").text
    made.anew(house, it, made.PURPOSE, TALK_ANEW, note="As the law asks now.")
    with house.acting("amara") as by:
        assert made.found(it).state == "in_force"
        assert [each.no for each in policies.owed(by)] == [2], "what was withdrawn counts for nothing"


def test_a_draft_that_nobody_was_shown_may_go_and_with_the_only_one_the_policy(house: House) -> None:
    it = made.draft(house)
    with house.acting("chen") as by:
        assert policies.drop(made.written(it), by=by) is None
        assert policies.policy_of(it) is None
    it = made.published(house)
    made.write(house, it)
    with house.acting("chen") as by:
        left = policies.drop(made.written(it), by=by)
        assert left is not None
        assert [each.no for each in left.versions] == [1]
        with pytest.raises(NotNow):
            policies.drop(made.one(left.versions[0].id), by=by)
        assert policies.begin(made.found(it), by=by).no == 2, "no number is left out"
        policies.write(made.written(it), made.ALL[:2], "Shorter.", by=by)
        policies.propose(made.written(it), by=by)
    with house.acting("dara") as by:
        policies.give_back(made.written(it), "Say when.", by=by)
    with house.acting("chen") as by, pytest.raises(NotNow):
        policies.drop(made.written(it), by=by)


def test_where_two_persons_are_asked_for_nobody_publishes_what_they_wrote_in(house: House) -> None:
    with house.acting("tova") as tova:
        organisations.set_settings(organisations.organisation(), {"two_person": 1}, by=tova)
    it = made.draft(house, "chen")
    with house.acting("dara") as by:
        policies.write(made.written(it), (made.PURPOSE, TALK_ANEW), "", by=by)
    with house.acting("chen") as by:
        policies.write(made.written(it), made.ALL, "", by=by)
        policies.propose(made.written(it), by=by)
    with house.acting("dara") as by:
        assert not policies.policy.can_publish(by, made.written(it)), "she is not its last author, and wrote in it"
        with pytest.raises(Refused):
            policies.publish(made.written(it), _today(), by=by)
    other = made.draft(house, "chen", title="Written by Chen alone")
    made.publish(house, other)
    with house.acting("tova") as tova:
        organisations.set_settings(organisations.organisation(), {"two_person": 0}, by=tova)
    made.publish(house, it)


def test_two_keepers_at_once_are_told_and_the_second_changes_nothing(house: House) -> None:
    it = made.draft(house)
    with house.acting("chen"):
        seen = made.written(it).version.version
    with house.acting("hugo") as by:
        policies.write(made.written(it), (made.PURPOSE,), "", by=by, seen=seen)
    with house.acting("chen") as by:
        with pytest.raises(Stale):
            policies.write(made.written(it), made.ALL, "", by=by, seen=seen)
        assert made.written(it).version.content[0].title == made.PURPOSE.title
        assert len(made.written(it).version.content) == 1


def test_a_counterpart_bears_the_same_keys_and_is_never_acknowledged(house: House) -> None:
    it = made.published(house)
    with house.acting("hugo") as by:
        draft = policies.make_counterpart(made.found(it), "zh", "先谈后写", by=by)
        assert [each.key for each in draft.content] == [each.key for each in made.ALL]
        with pytest.raises(Invalid) as found:
            policies.make_counterpart(made.found(it), "zh", "又一个", by=by)
        assert set(found.value.errors) == {"language"}
        with pytest.raises(NotNow):
            policies.make_counterpart(made.found(draft.policy_id), "en", "Back again", by=by)
        policies.write(made.one(draft.id), [replace(each, body="先谈。") for each in draft.content], "", by=by)
        other = draft.policy_id
    with house.acting("dara") as by:
        with pytest.raises(Invalid) as found:
            policies.publish(made.written(other), Terms(made.day(0), original_no=7), by=by)
        assert set(found.value.errors) == {"original_no"}
        policies.publish(made.written(other), Terms(made.day(0), asks=True), by=by)
    with house.acting("amara") as by:
        assert [each.title for each in policies.owed(by)] == ["Talking before writing"]
    with house.acting("dara") as by:
        facts = Facts("Talking before writing", "talk", "managers", house.person("chen"))
        policies.change(made.found(it), facts, by=by)
        assert made.found(other).policy.audience == "managers", "nobody reads in one language what they may not in another"
        with pytest.raises(Invalid):
            policies.change(made.found(it), replace(facts, language="zh"), by=by)
    assert house.browser("amara").get(f"/policies/{other}").status_code == 404


def test_titles_are_taken_once_and_an_owner_works_here(house: House) -> None:
    made.draft(house)
    stranger = house.person("eve")
    with house.acting("hugo") as by:
        for facts, field in (
            (Facts("TALKING before  writing", "talk", "everyone", by.id), "title"),
            (Facts(" \t ", "talk", "everyone", by.id), "title"),
            (Facts("x" * 161, "talk", "everyone", by.id), "title"),
            (Facts("A", "nonsense", "everyone", by.id), "topic"),
            (Facts("A", "talk", "nobody", by.id), "audience"),
            (Facts("A", "talk", "everyone", None), "owner"),
            (Facts("A", "talk", "everyone", stranger), "owner"),
            (Facts("A", "talk", "everyone", by.id, made.day(-1)), "review_on"),
            (Facts("A", "talk", "everyone", by.id, language="tlh"), "language"),
        ):
            with pytest.raises(Invalid) as found:
                policies.make(facts, by=by)
            assert set(found.value.errors) == {field}


def test_once_it_is_published_publishers_alone_say_who_reads_it(house: House) -> None:
    it = made.draft(house)
    with house.acting("hugo") as by:
        policies.change(made.found(it), Facts("Hugo calls it so", "talk", "hr", by.id), by=by)
    made.publish(house, it)
    with house.acting("hugo") as by:
        with pytest.raises(Refused):
            policies.change(made.found(it), Facts("And so", "talk", "everyone", by.id), by=by)
        policies.look_again(made.found(it), made.day(300), by=by)
        assert made.found(it).policy.review_on == made.day(300), "its owner says until when it is looked at"
    with house.acting("chen") as by, pytest.raises(Refused):
        policies.look_again(made.found(it), None, by=by)


def test_a_sheet_tells_what_can_be_done_next(house: House) -> None:
    it = made.draft(house)
    with house.acting("chen"):
        one: VersionSheet = made.written(it)
        assert (one.state, one.sheet.state, one.sheet.open) == ("draft", "draft", one.version)
        assert one.sheet.number(1) is one.version
        assert one.sheet.number(2) is None
        assert one.sheet.before(one.version) is None
