"""Private questions: what the database itself shows, and to whom, whatever becomes of HR's people."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from coaching_library import threads
from coaching_library.threads.models import QuestionPost
from coaching_library.threads.queries import house_id
from coaching_library.topics import About, Task
from saas.launch import postgres
from tenants import find, isolation, organisations, people
from tenants.isolation import clock
from tests.coaching_library.threads import made
from tests.factories import stands_in
from tests.house_fixture import House

EVERYBODY = ("amara", "bo", "chen", "dara", "hugo", "ingrid", "liwei", "mira", "nia", "tova")
ROWS = (1, 2)
"""The question, and what was asked with one answer."""

READS = {
    "partner": {"bo", "chen"},
    "team": {"bo", "chen", "hugo", "dara"},
    "managers": set(EVERYBODY),
    "everyone": set(EVERYBODY),
}
"""Whom the database shows what Bo, whose HR partner is Chen, asked such an audience. Of the wide ones the rights of the room
decide.
"""


@pytest.mark.parametrize("audience", READS)
def test_the_database_shows_a_private_question_to_its_readers_and_to_nobody_else(house: House, audience: str) -> None:
    question_id = made.asked(house, "bo", audience)
    made.answered(house, question_id)
    assert {each for each in EVERYBODY if made.sees(house, each, question_id) == ROWS} == READS[audience]
    assert {each for each in EVERYBODY if made.sees(house, each, question_id) != (0, 0)} == READS[audience]


def prompt(house: House, person: UUID) -> psycopg.Connection[tuple[object, ...]]:
    """A login as `app` with none of our code in between, which names an organisation and a person."""
    connection = psycopg.connect(postgres.libpq(house.bed.url("app", house.database)))
    connection.execute("SELECT set_config('app.tenant_id', %s, true)", [str(house.tenant("northlight"))])
    connection.execute("SELECT set_config('app.person_id', %s, true)", [str(person)])
    return connection


TABLES = ("question", "question_post", "question_draft", "question_widening")


@pytest.mark.parametrize("audience", ["partner", "team"])
@pytest.mark.parametrize("name", ["tova", "ingrid", "mira", "amara"])
def test_an_admin_or_another_manager_at_a_prompt_reads_changes_and_deletes_nothing_of_it(
    house: House, name: str, audience: str
) -> None:
    question_id = made.asked(house, "bo", audience, title="A private matter", words="Of my own.")
    made.answered(house, question_id)
    with house.acting("bo") as bo:
        threads.save_draft(
            threads.Asked("", "Begun and not said.", ""), by=bo, seen=0, question=made.sheet(question_id).question
        )
    with house.acting("chen") as chen:
        proposal = threads.Proposal("thread", "everyone", "A matter", "In other words.")
        threads.propose(made.sheet(question_id), proposal, by=chen)
    with prompt(house, house.person(name)) as connection:
        for table in TABLES:
            for said in ("SELECT * FROM {}", "SELECT readers FROM {0} WHERE readers IS NOT NULL", "TABLE {}"):
                if table != "question_draft" or "readers" not in said:
                    assert connection.execute(sql.SQL(said).format(sql.Identifier(table))).fetchall() == [], (table, said)
        for table in ("question", "question_widening", "question_post"):
            moved = connection.execute(sql.SQL("UPDATE {} SET readers = readers").format(sql.Identifier(table)))
            assert moved.rowcount == 0
        assert connection.execute("DELETE FROM question").rowcount == 0
    with prompt(house, house.person("chen")) as connection:
        assert connection.execute("SELECT title FROM question").fetchall() == [("A private matter",)]
        assert len(connection.execute("SELECT words FROM question_post").fetchall()) == 2


def test_who_reads_a_post_can_change_who_else_does_and_not_a_word_of_it(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    made.answered(house, question_id)
    for statement in ("UPDATE question_post SET words = 'otherwise'", "DELETE FROM question_post"):
        with prompt(house, house.person("chen")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.encode())
    with prompt(house, house.person("chen")) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("UPDATE question_post SET readers = ARRAY[]::uuid[]")  # nobody shuts themselves out


def test_nobody_at_all_is_a_loud_error(house: House) -> None:
    made.asked(house, "bo", "everyone")
    with house.within(), pytest.raises(Exception, match="invalid input syntax for type uuid"):
        isolation.session().scalars(select(QuestionPost.id)).all()


def assignment(name: str) -> people.HrAssignment:
    return next(each for each in people.assignments(partner_id=made.who(name).id))


def end_partnership(house: House, name: str = "chen") -> None:
    with house.acting("tova") as tova:
        people.end_partner(assignment(name), by=tova)


def begin_partnership(house: House, name: str, unit: str = "Field Engineering", **more: object) -> None:
    with house.acting("tova") as tova:
        found = next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == unit)
        people.assign_partner(made.who(name), unit=found, by=tova, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("audience", ["partner", "team"])
def test_a_former_partner_loses_it_in_the_same_transaction_and_it_is_handed_on(house: House, audience: str) -> None:
    question_id = made.asked(house, "bo", audience)
    made.answered(house, question_id)
    begin_partnership(house, "hugo")
    assert made.owner(house, question_id) == house.person("chen"), "who owns it goes on owning it while they are partner"
    end_partnership(house)
    assert made.sees(house, "chen", question_id) == (0, 0)
    assert made.sees(house, "hugo", question_id) == ROWS
    assert made.sees(house, "bo", question_id) == ROWS
    assert made.sees(house, "tova", question_id) == (0, 0)
    assert made.owner(house, question_id) == house.person("hugo")
    assert made.told(house, "hugo")[-1] == "question.handed"
    assert made.told(house, "bo")[-1] == "question.handed_asker"
    assert "question.handed" in made.verbs(house, question_id)
    chen = house.browser("chen")
    assert chen.get("/find?q=rate").get_data(as_text=True).count(str(question_id)) == 0


def test_what_a_former_partner_had_begun_to_write_is_gone(house: House) -> None:
    question_id, other = made.asked(house, "bo", "partner"), made.asked(house, "bo", "everyone", title="Another one")
    for each in (question_id, other):
        with house.acting("chen") as chen:
            threads.save_draft(threads.Asked("", "What Bo wrote.", ""), by=chen, seen=0, question=made.sheet(each).question)
    end_partnership(house)
    with house.acting("chen"):
        assert list(isolation.session().scalars(select(threads.QuestionDraft.question_id))) == [other]


def test_where_no_partner_is_left_the_head_of_hr_owns_it(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    end_partnership(house)
    assert made.owner(house, question_id) == house.person("dara")
    assert made.sees(house, "dara", question_id) == (1, 1)


def test_a_closed_question_is_read_by_the_partner_of_today_as_well(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    made.accepted(house, question_id, made.answered(house, question_id))
    end_partnership(house)
    assert made.sees(house, "chen", question_id) == (0, 0)
    assert made.sees(house, "dara", question_id) == ROWS


def test_whoever_asked_moves_and_it_goes_with_them(house: House) -> None:
    question_id = made.asked(house, "nia", "partner")
    assert made.owner(house, question_id) == house.person("chen")
    with house.acting("tova") as tova:
        unit = next(b.unit for b in organisations.flat(organisations.unit_tree()) if b.unit.name == "Operations Shanghai")
        people.place(made.who("nia"), unit=unit, by=tova)
    assert made.owner(house, question_id) == house.person("hugo")
    assert made.sees(house, "chen", question_id) == (0, 0)


def test_a_head_of_hr_reads_what_the_team_is_asked_from_the_grant_on_until_it_ends(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    with house.acting("tova") as tova:
        grant = people.give(made.who("ingrid"), "hr_head", by=tova)
    assert made.sees(house, "ingrid", question_id) == (1, 1)
    with house.acting("tova") as tova:
        people.end_grant(grant, by=tova)
    assert made.sees(house, "ingrid", question_id) == (0, 0)


def test_a_right_that_somebody_asked_for_themselves_opens_nothing_older(house: House) -> None:
    old = made.asked(house, "bo", "team")
    with house.acting("tova") as tova:
        wish = people.ask_grant("hr_head", by=tova)
    with house.acting("dara") as dara:
        people.confirm_right(wish, by=dara)
    assert made.sees(house, "tova", old) == (0, 0)
    assert house.browser("tova").get(f"/threads/{old}").status_code == 404
    new = made.asked(house, "bo", "team", title="Asked since then")
    assert made.sees(house, "tova", new) == (1, 1)
    assert house.browser("tova").get(f"/threads/{new}").status_code == 200


def test_a_deputy_of_the_partner_reads_along_for_their_days_and_answers_in_nobodys_name(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    assert made.sees(house, "hugo", question_id) == (0, 0)
    stands_in(house, "hugo", "chen", days=3)
    assert made.sees(house, "hugo", question_id) == (1, 1)
    with house.acting("hugo") as hugo:
        sheet = made.sheet(question_id)
        assert threads.policy.can_read(hugo, sheet)
        assert threads.policy.stands_for(hugo, sheet) == house.person("chen")
        assert threads.policy.voice(hugo, sheet) is None
    house.let_pass(timedelta(days=5))
    with clock.at(clock.now() + timedelta(days=5)):
        assert made.sees(house, "hugo", question_id) == (0, 0)


def test_a_deputyship_that_is_ended_closes_at_once(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    deputyship = stands_in(house, "mira", "chen")
    assert made.sees(house, "mira", question_id) == (1, 1)
    with house.acting("chen") as chen:
        found = next(each for each in people.deputyships_of(chen.id) if each.id == deputyship)
        people.end_deputyship(found, by=chen)
    assert made.sees(house, "mira", question_id) == (0, 0)


def test_a_partner_of_tomorrow_reads_it_tomorrow(house: House) -> None:
    question_id = made.asked(house, "bo", "team")
    with house.within():
        day = organisations.today() + timedelta(days=2)
    begin_partnership(house, "mira", starts_on=day)
    assert made.sees(house, "mira", question_id) == (0, 0)
    house.let_pass(timedelta(days=3))
    with clock.at(clock.now() + timedelta(days=3)):
        assert made.sees(house, "mira", question_id) == (1, 1)


def test_the_owner_leaves_and_the_next_one_has_it_on_the_same_day(house: House) -> None:
    question_id = made.asked(house, "bo", "partner")
    with house.acting("tova") as tova:
        people.leave(made.who("chen"), by=tova)
    assert made.owner(house, question_id) == house.person("dara")
    assert made.sees(house, "dara", question_id) == (1, 1)
    assert made.sees(house, "chen", question_id) == (0, 0)


def test_whoever_asked_leaves_and_what_they_waited_for_is_closed(house: House) -> None:
    question_id, settled = made.asked(house, "bo", "partner"), made.asked(house, "bo", "team", title="Another one")
    made.accepted(house, settled, made.answered(house, settled))
    with house.acting("tova") as tova:
        people.leave(made.who("bo"), by=tova)
    assert made.state(house, question_id, "chen") == "closed"
    assert made.state(house, settled, "chen") == "accepted"
    assert made.clock_of(house, question_id).ending == "left"


def test_the_organisation_itself_is_a_reader_and_nobody(house: House) -> None:
    made.asked(house, "bo", "partner")
    with house.within() as session:
        assert session.get(people.Person, (isolation.tenant_id(), house_id())) is None
        assert house_id() != isolation.tenant_id()


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_index_finds_a_private_question_for_its_readers_alone(house: House, name: str) -> None:
    private = made.asked(house, "bo", "partner", title="Zeppelins in the appraisal")
    with house.acting(name):
        found = [id_ for kind, id_ in find.alike("zeppelins in the appraisal", ["question"], 10) if kind == "question"]
    assert (private in found) is (name in READS["partner"])


def test_an_index_that_is_made_anew_is_the_same(house: House) -> None:
    private = made.asked(house, "bo", "partner", title="Zeppelins in the appraisal")
    with house.acting("tova") as tova:
        find.rebuild(by=tova)
    house.run_jobs()
    for name in ("bo", "chen", "tova", "mira"):
        with house.acting(name):
            found = [id_ for _kind, id_ in find.alike("zeppelins", ["question"], 10)]
        assert (private in found) is (name in READS["partner"]), name


def test_for_many_people_at_once_the_partners_are_the_same_as_for_one(house: House) -> None:
    with house.within():
        hr = people.accompanying()
        for each in people.everybody():
            standing = people.standings([each.id], "UTC")[each.id]
            assigned, heads = people.hr_around(each.id)
            expected = assigned or heads
            found = hr.partners_of(standing)
            if expected:
                assert set(found) == {one.id for one in expected}, each.name
            else:
                assert found, "then anybody else in HR"
                assert each.id not in found


def test_not_a_word_of_it_stands_anywhere_else(house: House) -> None:
    """Neither in notices, letters, jobs, the journal, clocks, cards, nor in anything else but the index, for its readers."""
    word = "Quetzalcoatl"
    question_id = made.asked(
        house, "bo", "partner", title=f"{word} and I", words=f"{word}!", about=About(Task.PLAN_READ, word, "/")
    )
    made.do(house, "chen", threads.ask_back, question_id, f"Which {word}?")
    made.do(house, "bo", threads.reply, question_id, f"That {word}.")
    answer_id = made.answered(house, question_id, words=f"{word} waits.")
    made.do(house, "bo", threads.comment, question_id, f"My {word}.")
    proposal = threads.Proposal("thread", "everyone", f"Some {word}", f"{word}.")
    made.do(house, "chen", threads.propose, question_id, proposal)
    with house.acting("chen") as chen:
        threads.save_draft(threads.Asked("", f"{word}?", ""), by=chen, seen=0, question=made.sheet(question_id).question)
        threads.save_draft(threads.Asked(f"{word}?", f"{word}?", "team"), by=chen, seen=0)
    made.accepted(house, question_id, answer_id)
    made.do(house, "bo", threads.reopen, question_id, f"No {word}.")
    house.let_pass(timedelta(days=30))
    holding = set()
    with psycopg.connect(postgres.libpq(house.bed.url("postgres", house.database))) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            query = sql.SQL("SELECT count(*) FROM {0} WHERE {0}::text ILIKE %s").format(sql.Identifier(table))
            found = connection.execute(query, [f"%{word}%"]).fetchone()
            assert found is not None
            if found[0]:
                holding.add(table)
    assert "mail" in {table for (table,) in tables}
    assert holding - {"search_doc", "search_word"} == set(TABLES), holding
