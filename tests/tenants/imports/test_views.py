"""From the upload to the undo in a browser with scripts off, and what every bad file gets to read."""

from __future__ import annotations

import csv
import io
import re
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from saas.cli import imports as commands
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.tenants.imports.sheets import ENERGY, FIELD, checked, everything, sheet, state, workbook

HERE = "/settings/people/imports"


def uploaded(browser: Browser, content: bytes, name: str = "people.csv") -> Any:
    """The file is sent; the body is put together in memory, since the test client would leave a file on disk open."""
    browser.get(f"{HERE}/new")
    fields = {"csrf_token": browser.token, "file": FileStorage(BytesIO(content), filename=name)}
    boundary, body = encode_multipart(fields)
    answer = browser.client.post(browser.at(HERE), data=body, content_type=f"multipart/form-data; boundary={boundary}")
    return browser._see(answer)


def test_a_company_moves_in_with_scripts_off(house: House) -> None:
    tova = house.browser("tova")
    assert "No file yet" in text_of(tova.get(HERE))
    columns = tova.follow(uploaded(tova, sheet(
        ("N1", "Ada Moreno", "ada@northlight.example", ENERGY, "Grid", "Planner", "bo@northlight.example", "01.02.2026"),
        ("N2", "=cmd()", "kim@northlight.example", ENERGY, FIELD, "", "ada@northlight.example", "29.02.2026"),
        separator=";",
    )))  # fmt: skip
    assert main_of(columns)["state"] == "uploaded"
    assert "ada@northlight.example" in text_of(columns), "the first values stand beside each column"
    assert forms(columns)["import.check"].fields["columns-2"] == "email"
    found = tova.follow(tova.act(columns, "import.check"))
    assert main_of(found)["state"] == "checked"
    assert "This begins like a formula" in text_of(found)
    assert "There is no such day" in text_of(tova.get(f"{found.request.path}?show=error"))
    assert "Grid" in text_of(found)
    waits = tova.follow(tova.act(found, "import.apply"))
    assert main_of(waits)["state"] == "applying"
    assert "You can leave this page" in text_of(waits)
    house.run_jobs()
    over = tova.get(waits.request.path)
    assert main_of(over)["state"] == "applied"
    assert "Ada Moreno" in text_of(over)
    tova.act(over, "import.invite")
    assert "import.invite" not in forms(tova.get(waits.request.path)), "once"
    tova.act(tova.get(waits.request.path), "import.undo")
    house.run_jobs()
    assert main_of(tova.get(waits.request.path))["state"] == "undone"


def test_what_is_wrong_can_be_taken_home_and_is_no_formula_there(house: House) -> None:
    found = checked(house, sheet(("N1", "=HYPERLINK()", "a@northlight.example", "", "", "", "+49", "@x")))
    answer = house.browser("tova").get(f"{HERE}/{found}/errors.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    lines = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert lines[1][0] == "2"
    assert "'=HYPERLINK()" in lines[1]
    assert not [cell for line in lines for cell in line if cell[:1] in ("=", "+", "-", "@")]


def test_the_sample_has_the_organisations_own_names_and_can_be_uploaded(house: House) -> None:
    tova = house.browser("tova")
    sample = tova.get(f"{HERE}/sample.csv")
    assert "Field engineer" in sample.get_data(as_text=True)
    columns = tova.follow(uploaded(tova, sample.get_data()))
    found = tova.follow(tova.act(columns, "import.check"))
    assert state(house, main_id(found)).counts.get("add") == 2


def main_id(answer: Any) -> Any:
    from uuid import UUID

    return UUID(main_of(answer)["id"])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("people.xlsx", b"PK\x03\x04 and nothing more", "The workbook is damaged"),
        ("people.xlsx", b"PK\x05\x06" + bytes(18), "ZIP archive and no Excel workbook"),
        ("people.csv", b"%PDF-1.7", "This is a PDF"),
        ("people.csv", b"", "The file is empty"),
        ("people.csv", bytes(300) + bytes(range(256)), "no list of people"),
        ("people.csv", b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        ("people.csv", (";".join(f"h{n}" for n in range(61)) + "\n1\n").encode(), "61 columns; at most 60"),
    ],
)
def test_a_file_that_is_none_gets_a_clear_word(house: House, name: str, content: bytes, says: str) -> None:
    answer = uploaded(house.browser("tova"), content, name)
    assert answer.status_code == 422
    assert says in text_of(answer)


def test_two_hundred_megabytes_are_refused_before_they_are_read(house: House) -> None:
    tova = house.browser("tova")
    tova.get(f"{HERE}/new")
    answer = tova.client.post(
        tova.at(HERE),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    assert "413" in answer.get_data(as_text=True)


def test_forty_columns_nul_bytes_and_names_from_right_to_left_are_no_trouble_or_a_word_beside_the_row(house: House) -> None:
    heads = ["Full name", "E-mail", *[f"Extra {n}" for n in range(38)]]
    tova = house.browser("tova")
    columns = tova.follow(
        uploaded(tova, sheet(("שרה לוי", "sara@northlight.example"), ("N\x00l", "nul@northlight.example"), heads=heads))
    )
    found = tova.follow(tova.act(columns, "import.check"))
    assert "a NUL byte" in text_of(found)
    added = tova.get(f"{found.request.path}?show=add").get_data(as_text=True)
    assert "<bdi>שרה לוי</bdi>" in added


def test_a_workbook_goes_the_same_way(house: House) -> None:
    tova = house.browser("tova")
    columns = tova.follow(
        uploaded(tova, workbook(("N1", "Ada Moreno", "ada@northlight.example", ENERGY, FIELD)), "people.xlsx")
    )
    assert "Excel workbook" in text_of(columns)
    assert main_of(tova.follow(tova.act(columns, "import.check")))["state"] == "checked"


def test_columns_that_say_the_same_or_not_who_it_is_are_refused_with_what_was_chosen(house: House) -> None:
    tova = house.browser("tova")
    columns = tova.follow(uploaded(tova, sheet(("Ada", "a@northlight.example"), heads=("Full name", "E-mail"))))
    twice = tova.act(columns, "import.check", **{"columns-1": "name"})
    assert twice.status_code == 422
    assert "Another column is this already" in text_of(twice)
    assert "people are known by it" in text_of(twice)
    assert forms(twice)["import.check"].fields["columns-1"] == "name", "what was chosen stands there"
    days = tova.follow(uploaded(tova, sheet(("a@northlight.example", "01/02/2026"), heads=("E-mail", "First day"))))
    assert "Say how the days are written" in text_of(tova.act(days, "import.check"))


def test_an_old_page_is_told_so_and_changes_nothing(house: House) -> None:
    tova = house.browser("tova")
    found = checked(house, sheet(("N1", "Ada Moreno", "ada@northlight.example")))
    before = everything(house)
    answer = tova.act(tova.get(f"{HERE}/{found}"), "import.apply", version="1")
    assert answer.status_code == 409
    assert "Somebody changed this" in text_of(answer)
    assert everything(house) == before


def test_a_page_of_another_organisations_import_cannot_be_told_from_none(house: House) -> None:
    from uuid import uuid4

    theirs = checked(house, sheet(("N1", "Ada", "ada@tidewater.example")), by="ivy")
    tova = house.browser("tova")
    for path in ("", "/columns", "/errors.csv"):
        assert tova.get(f"{HERE}/{theirs}{path}").status_code == tova.get(f"{HERE}/{uuid4()}{path}").status_code == 404


def test_the_pages_cost_the_same_however_many_rows_there_are(house: House) -> None:
    tova, cost = house.browser("tova"), []
    for count in (3, 60, 260):
        people = [(f"P{n}", f"Person {n}", f"p{n}@northlight.example") for n in range(count)]
        found = checked(house, sheet(*people, ("", "No Address")))
        tova.get(f"{HERE}/{found}")
        for path in ("?show=add", "?show=error", "/columns"):
            with house.counting() as seen:
                tova.get(f"{HERE}/{found}{path}")
            cost.append((path, len(seen)))
    assert len(set(cost)) == 3
    assert max(n for _, n in cost) <= 20


def test_the_command_says_the_same_and_ends_with_one_where_a_row_is_wrong(house: House, tmp_path: Any) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(sheet(("N1", "Ada Moreno", "ada@northlight.example", ENERGY, FIELD), ("N2", "No Address")))
    before = everything(house)
    runner = house.app.test_cli_runner()
    looked = runner.invoke(commands.people, ["import", str(file), "--tenant", "northlight"])
    assert (looked.exit_code, everything(house)) == (1, before)
    assert "New: 1" in looked.output
    assert re.search(r"row 3: .*neither|row 3: .*missing", looked.output)
    refused = runner.invoke(commands.people, ["import", str(file), "--tenant", "northlight", "--apply"])
    assert (refused.exit_code, everything(house)) == (1, before)
    file.write_bytes(sheet(("N1", "Ada Moreno", "ada@northlight.example", ENERGY, FIELD)))
    done = runner.invoke(commands.people, ["import", str(file), "--tenant", "northlight", "--apply"])
    assert done.exit_code == 0, done.output
    assert "1 rows taken over" in done.output
    assert len(everything(house)) == len(before) + 1
