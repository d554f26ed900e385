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
from tests import markup
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.tenants.imports.sheets import ENERGY, FIELD, checked, everything, rows, sheet, state, workbook

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


def test_a_second_import_is_told_to_wait_on_its_own_page_and_keeps_what_was_ticked(house: House) -> None:
    units = [(f"N{n}", f"New {n}", f"n{n}@northlight.example", ENERGY, f"Team {n}") for n in range(5)]
    first, second = checked(house, sheet(("N9", "Kim", "kim@northlight.example"))), checked(house, sheet(*units))
    tova = house.browser("tova")
    page = tova.get(f"{HERE}/{second}")
    codes = {each["name"]: each["code"] for each in state(house, second).structure}
    tova.act(tova.get(f"{HERE}/{first}"), "import.apply")
    answer = tova.act(page, "import.apply", all_unit=None, make_unit=codes["Team 3"])
    assert answer.status_code == 409
    assert (main_of(answer)["id"], main_of(answer)["state"]) == (str(second), "checked")
    assert "Another import is at work. Wait until it is over" in text_of(answer)
    assert "people_import" not in text_of(answer)
    assert [code for code in codes.values() if re.search(rf"\b{code}\b", text_of(answer))] == []
    kept = forms(answer)["import.apply"].fields
    assert (kept.get("make_unit"), "all_unit" in kept) == (codes["Team 3"], False)
    house.run_jobs()
    undoing = tova.get(f"{HERE}/{first}")
    tova.act(answer, "import.apply", version=main_of(answer)["version"])
    busy = tova.act(undoing, "import.undo")
    assert (busy.status_code, main_of(busy)["id"]) == (409, str(first))
    assert "Another import is at work" in text_of(busy)
    house.run_jobs()
    assert {row.outcome for row in stand(house, second)} == {"done", "refused"}


def stand(house: House, found: Any) -> list[Any]:
    return [row for row in rows(house, found).values() if row.kind == "add"]


def test_an_act_that_comes_too_late_is_told_in_words(house: House) -> None:
    found = checked(house, sheet(("N9", "Kim", "kim@northlight.example")))
    tova = house.browser("tova")
    page = tova.get(f"{HERE}/{found}")
    tova.act(page, "import.drop")
    for act, says in (
        ("import.drop", "has gone on in the meantime"),
        ("import.apply", "Somebody changed this in the meantime"),
    ):
        late = tova.act(page, act)
        assert late.status_code == 409
        assert says in text_of(late)
        assert "people_import" not in text_of(late)


def test_the_counts_come_first_and_all_of_many_units_are_one_tick(house: House) -> None:
    units = [(f"N{n}", f"New {n}", f"n{n}@northlight.example", ENERGY, f"Team {n}") for n in range(30)]
    found = checked(house, sheet(*units, ("N99", "No Address")))
    tova = house.browser("tova")
    page = tova.get(f"{HERE}/{found}")
    said = text_of(page)
    assert said.index("30New") < said.index("1Can’t be taken over") < said.index("What to do") < said.index("Team 7")
    fields = forms(page)["import.apply"].fields
    assert (fields.get("all_unit"), fields.get("make_unit")) == ("y", None), "all of them, unless somebody chooses"
    assert "Take over 30 rows" in said
    waits = tova.follow(tova.act(page, "import.apply"))
    assert "0 % done" in text_of(waits)
    house.run_jobs()
    assert state(house, found).counts["done"] == 30


def test_a_file_of_which_nothing_can_be_taken_over_offers_what_is_wrong_and_another_upload(house: House) -> None:
    tova = house.browser("tova")
    page = tova.get(f"{HERE}/{checked(house, sheet(('N1', 'No Address'), ('', 'Nobody')))}")
    assert "import.apply" not in forms(page)
    assert "Take over 0" not in text_of(page)
    links = [
        each.get("href") for each in markup.tree(page.get_data(as_text=True)).iter("a") if "btn" in (each.get("class") or "")
    ]
    assert any(link.endswith("/errors.csv") for link in links if link)
    assert any(link.endswith("/imports/new") for link in links if link)


def test_a_file_that_says_what_is_here_ends_nobody_by_a_slip(house: House) -> None:
    found = checked(house, sheet(("", "Tova Berg", "tova@northlight.example")))
    tova = house.browser("tova")
    page = tova.get(f"{HERE}/{found}")
    assert "Take over 0" not in text_of(page)
    slip = tova.act(page, "import.apply")
    assert (slip.status_code, state(house, found).state) == (422, "checked")


def test_an_unclosed_quotation_mark_is_told_with_its_line(house: House) -> None:
    content = (
        sheet(("N1", "Ada", "ada@northlight.example")) + b'N2,"Q One,q1@northlight.example\nN3,Q Two,q2@northlight.example\n'
    )
    answer = uploaded(house.browser("tova"), content)
    assert answer.status_code == 422
    assert "In line 3 a quotation mark opens and is never closed" in text_of(answer)


def test_dotted_days_are_not_asked_about(house: House) -> None:
    tova = house.browser("tova")
    columns = tova.follow(
        uploaded(tova, sheet(("Ada", "ada@northlight.example", "01.11.2026"), heads=("Full name", "E-mail", "First day")))
    )
    assert forms(columns)["import.check"].fields["date_order"] == "dmy"
    found = tova.follow(tova.act(columns, "import.check"))
    assert (main_of(found)["state"], rows(house, main_id(found))[2].wanted["day"]) == ("checked", "2026-11-01")


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
