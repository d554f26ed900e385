"""One's own files on paper: by a job, for their subject alone, with everything that stands in them."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.house_fixture import House, text_of
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


def test_without_an_entry_there_is_nothing_to_print(house: House) -> None:
    nia = house.browser("nia")
    assert nia.post("/reports", {"kind": "file", "subject": str(house.person("nia"))}).status_code == 409
