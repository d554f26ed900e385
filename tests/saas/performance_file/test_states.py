"""Every move of both tables by who may, what else is refused, two at once, and that a sealed entry can't be changed in SQL."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from saas import performance_file, turns
from saas.performance_file import CONTEST, ENTRY, queries
from saas.performance_file.models import FileEntry, FileEvidence, FileSaying, FileSeal, FileWording
from saas.performance_file.private import FileDraft
from tenants import isolation, organisations
from tenants.isolation import clock
from tenants.law import Invalid, NotNow, Refused, Stale
from tests.factories import an_agreed_plan
from tests.house_fixture import House
from tests.saas.performance_file import files

WAITING = turns.Rooms({"performance_file": performance_file.TURNS})


def test_the_tables_are_whole() -> None:
    assert {verb: (set(move.sources), move.target) for verb, move in ENTRY.moves.items()} == {
        "reword": ({"open"}, "open"),
        "withdraw": ({"open"}, "withdrawn"),
        "seal": ({"open"}, "sealed"),
    }
    assert {verb: (set(move.sources), move.target) for verb, move in CONTEST.moves.items()} == {
        "settle": ({"contested"}, "contested"),
        "resolve": ({"contested"}, "resolved"),
        "stand": ({"contested"}, "stands"),
        "fall": ({"contested"}, "fallen"),
    }


def test_an_entry_is_added_reworded_and_sealed_and_each_is_in_the_journal(house: House) -> None:
    made = files.added(house)
    assert files.standing(house, made) == ("open", 1)
    files.edited(house, made)
    assert files.standing(house, made) == ("open", 2)
    files.seal_all(house)
    assert files.standing(house, made) == ("sealed", 3)
    assert files.verbs(house, made) == ["file_entry.added", "file_entry.reworded", "file_entry.sealed"]
    with house.within():
        one = files.one(made)
        assert (one.wording.no, one.wording.words) == (2, "It went with one call.")
        assert one.is_intact
        first = select(FileWording.words).where(FileWording.entry_id == made, FileWording.no == 1)
        assert isolation.session().scalars(first).one() == files.WORDS


def edit(entry_id: UUID, by: Any) -> None:
    """A draft of an edit is begun."""
    one = files.one(entry_id)
    performance_file.take_draft(one.sheet, by=by, edits=one)


def test_nobody_edits_or_takes_back_what_another_wrote(house: House) -> None:
    made = files.added(house)
    for who in ("amara", "mira", "dara"):
        with pytest.raises(Refused), house.acting(who) as actor:
            performance_file.withdraw(files.one(made), by=actor)
        with pytest.raises(Refused), house.acting(who) as actor:
            edit(made, actor)


def test_after_its_days_it_is_neither_edited_nor_taken_back_whether_or_not_the_chore_ran(house: House) -> None:
    made = files.added(house)
    with clock.at(clock.now() + timedelta(days=7, hours=1)):
        with pytest.raises(NotNow), house.acting("bo") as bo:
            performance_file.withdraw(files.one(made), by=bo)
        with pytest.raises(NotNow), house.acting("bo") as bo:
            edit(made, bo)


def test_an_edit_that_was_begun_in_time_and_added_too_late_is_not_now_and_is_kept(house: House) -> None:
    made = files.added(house)
    with house.acting("bo") as bo:
        one = files.one(made)
        draft = performance_file.take_draft(one.sheet, by=bo, edits=one)
        draft = performance_file.save(draft, replace(one.written, words="Too late."), by=bo, seen=draft.version)
        draft_id, version = draft.id, draft.version
    files.seal_all(house)
    with pytest.raises(NotNow), house.acting("bo") as bo:
        performance_file.add(files.one(made).sheet, isolation.get(FileDraft, draft_id), by=bo, seen=version)
    assert files.drafts(house, "bo") == [draft_id]


def test_a_withdrawal_seen_at_an_older_version_is_stale(house: House) -> None:
    made = files.added(house)
    files.edited(house, made)
    with pytest.raises(Stale), house.acting("bo") as bo:
        performance_file.withdraw(files.one(made), by=bo, seen=1)


def test_a_contest_is_settled_by_both_and_by_nobody_alone(house: House) -> None:
    made = files.contested(house)
    with house.acting("amara") as amara:
        performance_file.settle(files.one(made), "", by=amara)
    assert files.contest_state(house, made) == "contested"
    with pytest.raises(NotNow), house.acting("amara") as amara:
        performance_file.settle(files.one(made), "", by=amara)
    with house.acting("bo") as bo:
        performance_file.settle(files.one(made), "Good.", by=bo)
    assert files.contest_state(house, made) == "resolved"
    for verb in (performance_file.settle, performance_file.stand):
        with pytest.raises(NotNow), house.acting("bo") as bo:
            verb(files.one(made), "Once more.", by=bo)


def test_the_author_stays_with_it_and_both_stand(house: House) -> None:
    made = files.contested(house)
    with pytest.raises(Invalid), house.acting("bo") as bo:
        performance_file.stand(files.one(made), " ", by=bo)
    with pytest.raises(Refused), house.acting("amara") as amara:
        performance_file.stand(files.one(made), "I stay with my contest.", by=amara)
    with house.acting("bo") as bo:
        performance_file.stand(files.one(made), "I was there.", by=bo)
    assert files.contest_state(house, made) == "stands"


def test_an_entry_is_contested_once_and_with_a_reason(house: House) -> None:
    made = files.added(house)
    with pytest.raises(Invalid), house.acting("amara") as amara:
        performance_file.contest(files.one(made), "  ", by=amara)
    with pytest.raises(Refused), house.acting("bo") as bo:
        performance_file.contest(files.one(made), "I contest myself.", by=bo)
    with house.acting("amara") as amara:
        performance_file.contest(files.one(made), "No.", by=amara)
    with pytest.raises(NotNow), house.acting("amara") as amara:
        performance_file.contest(files.one(made), "No again.", by=amara)


def test_a_contest_falls_with_the_entry_and_stands_once_the_line_has_ended(house: House) -> None:
    gone, kept = files.contested(house), files.contested(house, words="Another one.")
    with house.acting("bo") as bo:
        performance_file.withdraw(files.one(gone), by=bo)
    files.lead(house, "amara", "mira")
    assert (files.contest_state(house, gone), files.contest_state(house, kept)) == ("fallen", "stands")


def test_what_a_former_manager_wrote_is_answered_and_contested_still_and_the_contest_stands_at_once(house: House) -> None:
    made = files.sealed(house)
    files.lead(house, "amara", "mira")
    with house.acting("amara") as amara:
        performance_file.respond(files.one(made), "I see it now.", by=amara)
        performance_file.contest(files.one(made), "It was Nia.", by=amara)
        assert WAITING.gather(amara) == []
    assert files.contest_state(house, made) == "stands"
    with house.acting("bo") as bo:
        assert WAITING.gather(bo) == []
        heard = files.one(made, bo)
        assert (heard.sayings, heard.contest) == ((), None)


def test_of_two_who_speak_at_once_both_are_heard_or_one_is_told(house: House) -> None:
    made = files.added(house)
    began, outcome = threading.Barrier(2), []

    def contest() -> None:
        with house.acting("amara") as amara:
            one = files.one(made)
            began.wait(10)
            try:
                performance_file.contest(one, "It was otherwise.", by=amara)
                outcome.append("contested")
            except NotNow:
                outcome.append("too late")

    def withdraw() -> None:
        with house.acting("bo") as bo:
            one = files.one(made)
            began.wait(10)
            performance_file.withdraw(one, by=bo)
            outcome.append("withdrawn")

    both = [threading.Thread(target=each) for each in (contest, withdraw)]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(outcome) in (["contested", "withdrawn"], ["too late", "withdrawn"])
    assert files.standing(house, made)[0] == "withdrawn"
    assert files.contest_state(house, made) in ("", "fallen")


def test_both_settle_at_once_and_it_is_settled_once(house: House) -> None:
    made = files.contested(house)
    began, outcome = threading.Barrier(2), []

    def settle(who: str) -> None:
        try:
            with house.acting(who) as actor:
                one = files.one(made)
                began.wait(10)
                performance_file.settle(one, f"{who} says so.", by=actor)
            outcome.append(who)
        except NotNow:
            outcome.append("too late")

    both = [threading.Thread(target=settle, args=[who]) for who in ("amara", "bo")]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(outcome) == ["amara", "bo"]
    assert files.contest_state(house, made) == "resolved"


def test_what_is_sealed_can_not_be_changed_by_the_application_in_sql(house: House) -> None:
    made = files.sealed(house, pieces=(performance_file.Upload("a.pdf", files.PDF),))
    statements = [
        update(FileWording).where(FileWording.entry_id == made).values(words="It was never so."),
        delete(FileWording).where(FileWording.entry_id == made),
        update(FileSeal).where(FileSeal.entry_id == made).values(hash="0" * 64),
        delete(FileSeal).where(FileSeal.entry_id == made),
        update(FileEvidence).where(FileEvidence.entry_id == made).values(name="b.pdf"),
        delete(FileEvidence).where(FileEvidence.entry_id == made),
        update(FileSaying).values(words="Never said."),
    ]
    for statement in statements:
        with pytest.raises(ProgrammingError, match="permission denied"), house.within():
            isolation.session().execute(statement)
    with pytest.raises(IntegrityError), house.within():
        isolation.session().execute(delete(FileEntry).where(FileEntry.id == made))


def test_later_rows_and_the_entry_s_own_row_have_no_effect_on_what_was_sealed(house: House) -> None:
    made = files.sealed(house)
    with house.within():
        one = files.one(made)
        more = FileWording(
            entry_id=made, no=9, author_id=one.entry.author_id, kind="shortfall", happened_on=organisations.today(),
            words="It was never so.", at=clock.now(),
        )  # fmt: skip
        isolation.session().add(more)
        isolation.session().flush()
        isolation.session().add(
            FileEvidence(entry_id=made, wording_id=one.wording.id, url="https://planted.example/", name="planted")
        )
        entry = isolation.get(FileEntry, made)
        assert entry is not None
        entry.wording_id, entry.kind, entry.version = more.id, "shortfall", 99
    with house.within():
        change = update(FileEntry).where(FileEntry.id == made).values(author_id=house.person("amara"))
        isolation.session().execute(change)
    with house.within():
        one = files.one(made)
        assert (one.state, one.wording.words, one.wording.kind) == ("sealed", files.WORDS, "achievement")
        assert (one.evidence, one.is_intact) == ((), True)


def test_the_hash_tells_where_something_was_changed_past_the_application(house: House) -> None:
    made = files.sealed(house)
    url = house.bed.url("postgres", house.database).replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE file_wording SET words = 'It was never so.' WHERE entry_id = %s", [made])
    with house.within():
        assert not files.one(made).is_intact
    assert "does not fit what is stored" in house.browser("bo").get(f"/performance-file/entries/{made}").get_data(as_text=True)


def test_drafts_and_notes_are_not_even_counted_by_anybody_else(house: House) -> None:
    made = files.draft(house)
    assert files.drafts(house, "bo") == [made]
    for who in ("amara", "mira", "dara", "tova", "ingrid"):
        assert files.drafts(house, who) == [], who


def test_an_agreement_arrives_once_sealed_and_can_be_contested_by_either_side(house: House) -> None:
    plan_ = an_agreed_plan(house)
    [there] = files.files_of(house, "amara")
    with house.within():
        [entry] = isolation.session().scalars(select(FileEntry).where(FileEntry.file_id == there)).all()
        one = files.one(entry.id)
        assert (one.entry.author_id, one.entry.kind, one.state, one.is_intact) == (None, "agreement", "sealed", True)
        facts = dict(one.wording.facts)
        again = performance_file.arrive(
            "agreement", f"plan:{plan_.id}:1", employee=one.entry.employee_id, manager=one.entry.manager_id,
            day=organisations.today(), facts=facts, by=None,
        )  # fmt: skip
        assert again is None
    for who in ("amara", "bo"):
        with house.acting(who) as actor:
            assert performance_file.policy.can_contest(actor, files.one(entry.id)), who


def test_a_handover_arrives_in_the_new_file_and_nothing_else_does(house: House) -> None:
    from saas import plan

    an_agreed_plan(house)
    files.added(house)
    files.lead(house, "amara", "mira")
    with house.acting("bo") as bo:
        [asked] = [each for each in plan.turn_items(bo) if each.kind == "handover"]
        passing = plan.passing(UUID(asked.path.rpartition("/")[2]))
        assert passing is not None
        plan.hand_over(passing, standing="Two depots run.", promised="Two hours a week.", by=bo)
    with house.acting("mira") as mira:
        sheet = performance_file.file_between(house.person("amara"), mira.id)
        assert sheet is not None
        kinds = list(isolation.session().scalars(select(FileEntry.kind).where(FileEntry.file_id == sheet.id)))
        assert kinds == ["handover"]
    page = house.browser("mira").get(f"/performance-file/files/{sheet.id}").get_data(as_text=True)
    assert "who led until then, handed over" in page
    assert files.WORDS not in page


def test_an_entry_is_about_a_goal_of_the_agreed_plan_or_of_none(house: House) -> None:
    an_agreed_plan(house)
    person = house.person("amara")
    with house.acting("bo"):
        [choice] = queries.choices(person)
        goals = [each for each in choice.items if not each.part]
        parts = [each for each in choice.items if each.part]
    assert len(goals) == 3
    assert {each.part.split("/")[0] for each in parts} == {"results", "criteria"}
    made = files.added(house, goal_id=parts[0].goal_id, part=parts[0].part)
    with house.within():
        assert files.one(made).wording.about == parts[0].label
    with pytest.raises(Invalid) as no:
        files.added(house, goal_id=person)
    assert set(no.value.errors) == {"about"}


def test_a_timeline_of_five_thousand_entries_costs_what_one_of_ten_costs(house: House) -> None:
    there = files.begun(house)
    for n in range(10):
        files.added(house, "bo" if n % 2 else "amara", there, words=f"Entry {n}.")
    bo = house.browser("bo")
    path = f"/performance-file/files/{there}"
    bo.get(path)
    with house.counting() as few:
        assert bo.get(path).status_code == 200
    url = house.bed.url("postgres", house.database).replace("postgresql+psycopg://", "postgresql://")
    copies = """
      WITH one AS (SELECT e.* FROM file_entry e WHERE e.file_id = %(file)s ORDER BY id LIMIT 1),
      made AS (INSERT INTO file_entry SELECT (o).* FROM (
          SELECT jsonb_populate_record(NULL::file_entry, to_jsonb(one) || jsonb_build_object(
            'id', gen_random_uuid(), 'wording_id', NULL, 'happened_on', one.happened_on - n)) AS o
          FROM one, generate_series(1, 4990) n) x RETURNING tenant_id, id),
      said AS (INSERT INTO file_wording SELECT (o).* FROM (
          SELECT jsonb_populate_record(NULL::file_wording, to_jsonb(w) || jsonb_build_object(
            'id', gen_random_uuid(), 'entry_id', made.id)) AS o
          FROM made, file_wording w JOIN one ON w.entry_id = one.id AND w.no = 1) x RETURNING id, entry_id)
      SELECT count(*) FROM said"""
    with psycopg.connect(url) as connection:
        connection.execute(copies, {"file": there})
        connection.execute(
            "UPDATE file_entry e SET wording_id = w.id FROM file_wording w WHERE w.entry_id = e.id AND e.wording_id IS NULL"
        )
    bo.get(path)
    with house.counting() as many:
        page = bo.get(path)
    assert page.status_code == 200
    assert len(many) <= len(few) <= 12
    html, seen = page.get_data(as_text=True), 1
    while 'rel="next"' in html and seen < 4:
        with house.counting() as further:
            html = bo.get(html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")).get_data(as_text=True)
        assert len(further) <= 12
        seen += 1
        assert html.count("<article") == 50
    assert seen == 4
