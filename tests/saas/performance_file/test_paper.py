"""One's own files on paper: by a job, for their subject alone, with everything that stands in them."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader

from saas import feedback, meetings
from saas.performance_file import Upload
from tests.house_fixture import House, text_of
from tests.saas.check_ins.pairs import a_pair
from tests.saas.feedback import made as feedbacks
from tests.saas.meetings import pairs
from tests.saas.performance_file import files


def words_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


@pytest.mark.slow
def test_the_employee_has_all_files_on_paper_and_nobody_else_does(house: House) -> None:
    files.contested(house)
    gone = files.added(house, words="Taken back later.")
    with house.acting("bo") as bo:
        from saas import performance_file

        performance_file.withdraw(files.one(gone), by=bo)
    mine = str(house.person("amara"))
    amara = house.browser("amara")
    page = amara.follow(amara.post("/reports", {"kind": "file", "subject": mine}))
    house.run_jobs()
    where = page.request.path
    assert "Ready" in text_of(amara.get(where))
    got = amara.client.get(f"{where}/file")
    assert got.mimetype == "application/pdf"
    said = words_of(got.data)
    for each in ("Amara Diallo", "With Bo Jensen", files.WORDS, "It was Nia who checked them.", "Contested"):
        assert each in said, each
    assert "Taken back later." not in said
    again = amara.post("/reports", {"kind": "file", "subject": mine})
    assert again.headers["Location"].endswith(where.rpartition("/")[2]), "the same files are the same paper"
    files.added(house, words="One more.")
    more = amara.post("/reports", {"kind": "file", "subject": mine})
    assert not more.headers["Location"].endswith(where.rpartition("/")[2])
    for who in ("bo", "dara", "tova", "mira"):
        browser = house.browser(who)
        assert browser.post("/reports", {"kind": "file", "subject": mine}).status_code == 404, who
        assert browser.get(where).status_code == 404, who


def lived_through(house: House) -> None:
    """A 1:1, a check-in, feedback and evidence of Amara and Bo, with what neither takes along of the other."""
    pair = a_pair(house)
    one = pair.open()
    pair.say(one, win="A win for the crew.")
    pair.answer(one, words="Well earned, all of it.")
    met = pairs.over(house)
    met.topic("amara", "The third depot.")
    met.write("amara", "We go on with it.")
    met.promise("bo", "I ask for a second van.")
    with house.acting("bo") as bo:
        meetings.keep_note(met.sheet(), "She seemed tired.", seen=0, by=bo)
    met.confirm("amara")
    met.confirm("bo")
    given = feedbacks.give(house, feedbacks.draft(house, "bo", "amara"), "bo", {"did": "You asked first."})
    feedbacks.shown(house, given)
    with house.acting("amara") as amara:
        feedback.respond(feedbacks.sheet(given), "Nia had told me to.", by=amara)
    files.added(house, pieces=(Upload("proof.pdf", files.PDF),))


LIVED = (
    "A win for the crew.", "Well earned, all of it.", "The third depot.", "We go on with it.", "I ask for a second van.",
    "You asked first.", "Nia had told me to.",
)  # fmt: skip


def test_the_data_hold_what_was_said_where_entries_came_from_and_nothing_of_the_other_s_own(house: House) -> None:
    lived_through(house)
    text = house.browser("amara").get("/performance-file/export.json").get_data(as_text=True)
    for each in LIVED:
        assert each in text, each
    assert "She seemed tired." not in text
    [file] = json.loads(text)["files"]
    told = {entry["kind"]: entry for entry in file["entries"]}
    assert {(each["by"], bool(each["at"])) for each in told["meeting"]["behind"] if each["on"] == "Confirmed"} == {
        ("Amara Diallo", True), ("Bo Jensen", True),
    }  # fmt: skip
    assert [each["words"] for each in told["feedback"]["behind"]] == ["You asked first.", "Nia had told me to."]
    assert [each["by"] for each in told["feedback"]["behind"]] == ["Bo Jensen", "Amara Diallo"]
    assert told["meeting"]["path"].startswith("/meetings/")
    [piece] = told["achievement"]["evidence"]
    assert (piece["name"], piece["size"]) == ("proof.pdf", len(files.PDF))
    fetched = house.browser("amara").client.get(f"/o/northlight{piece['path']}")
    assert sha256(fetched.data).hexdigest() == piece["sha256"]


@pytest.mark.slow
def test_the_paper_holds_what_was_said_where_entries_came_from(house: House) -> None:
    lived_through(house)
    amara = house.browser("amara")
    page = amara.follow(amara.post("/reports", {"kind": "file", "subject": str(house.person("amara"))}))
    house.run_jobs()
    got = amara.client.get(f"{page.request.path}/file").data
    said = words_of(got)
    for each in (*LIVED, "proof.pdf (1 kB, sha256"):
        assert each in said, each
    assert "She seemed tired." not in said


def test_without_an_entry_there_is_nothing_to_print(house: House) -> None:
    nia = house.browser("nia")
    assert nia.post("/reports", {"kind": "file", "subject": str(house.person("nia"))}).status_code == 409
