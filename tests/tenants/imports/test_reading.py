"""What kind of file it is, how it is written, what its columns and cells say: pure, and with whatever one may upload."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.imports import cells, headings, reading
from tenants.imports.cells import Wrong
from tenants.imports.rules import FIELDS, Unreadable
from tests.tenants.imports.sheets import sheet, workbook

PEOPLE = [("1", "Ada Moreno", "ada@x.example"), ("2", "张三", "zhang@x.example"), ("3", "שרה לוי", "sara@x.example")]
HEADS = ("Staff number", "Full name", "E-mail")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_table_is_the_same_however_it_is_written(encoding: str, separator: str, ends: str) -> None:
    content = sheet(*PEOPLE, heads=HEADS, separator=separator, ends=ends).decode().encode(encoding)
    table = reading.read(content)
    assert (table.headings, table.separator) == (HEADS, separator)
    assert [row.cells for row in table.rows] == PEOPLE


def test_gb18030_is_told_from_what_western_windows_writes() -> None:
    chinese = sheet(("1", "张三", "z@x.example"), heads=("工号", "姓名", "邮箱")).decode().encode("gb18030")
    assert (reading.read(chinese).encoding, reading.read(chinese).rows[0].cells[1]) == ("gb18030", "张三")
    western = sheet(("1", "Andrés Núñez", "a@x.example"), heads=HEADS).decode().encode("cp1252")
    assert (reading.read(western).encoding, reading.read(western).rows[0].cells[1]) == ("cp1252", "Andrés Núñez")


def test_mixed_line_ends_quoted_lines_and_blank_rows_keep_the_numbers_of_a_spreadsheet() -> None:
    content = b'Full name;E-mail\nAda;a@x.example\r\n\r\n"Kim\nLarsen";k@x.example\rLou;l@x.example'
    assert [(row.number, row.cells[0]) for row in reading.read(content).rows] == [(2, "Ada"), (4, "Kim\nLarsen"), (5, "Lou")]


def test_a_line_that_only_names_the_separator_is_no_heading() -> None:
    table = reading.read(b"sep=;\r\nFull name;E-mail\r\nAda;a@x.example\r\n")
    assert (table.headings, table.rows[0].number) == (("Full name", "E-mail"), 3)


HEAD = b"Staff number,Full name,E-mail\n1,Ada,ada@x.example\n"


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        (b'q1@x.example,"Q One\nq2@x.example,Q Two\n', 3),
        (b'q1@x.example,"Q One', 3),
        (b'2,"Kim\nLarsen",k@x.example\n3,"Q One,q1@x.example\n4,Q Two,q2@x.example', 5),
        (b'3,"Q One,q1@x.example\n4,Q Two,q2@x.example\n5,"Q Three",q3@x.example\n', 3),
        (b'3,"' + b"Q One,q1@x.example\n" * 9000, 3),
    ],
    ids=["the last rows", "the last row", "after a cell of two lines", "until the next mark", "more than a cell may hold"],
)
def test_a_quotation_mark_that_is_never_closed_swallows_nobody(rest: bytes, line: int) -> None:
    with pytest.raises(Unreadable) as no:
        reading.read(HEAD + rest)
    assert (no.value.code, no.value.params) == ("quotes", {"line": line})


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (b'"Ada ""Ace"" Moreno"', 'Ada "Ace" Moreno'),
        (b'"Moreno, Ada"', "Moreno, Ada"),
        (b'"Ada\r\nMoreno"', "Ada\r\nMoreno"),
        (b'"Ada ""Ace""\n\nMoreno"', 'Ada "Ace"\n\nMoreno'),
        (b'Ada "Ace" Moreno', 'Ada "Ace" Moreno'),
        (b'"Ace" Moreno', "Ace Moreno"),
        (b'Ada 5"', 'Ada 5"'),
        (b'""', ""),
    ],
)
@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n3,Kim,k@x.example\r\n"])
def test_what_spreadsheets_and_people_write_with_quotation_marks_is_read(cell: bytes, read: str, end: bytes) -> None:
    rows = reading.read(HEAD + b"2," + cell + b",b@x.example" + end).rows
    assert rows[1].cells == ("2", read, "b@x.example")
    assert len(rows) == (3 if b"Kim" in end else 2)


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


BOOK = {"[Content_Types].xml": b"<Types/>", "xl__workbook_dot_xml": b"<workbook/>"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"Full name,E-mail\n", "no_rows"),
        (b"%PDF-1.7\n%%EOF", "pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        (b"\x1f\x8b\x08\x00", "packed"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) + bytes(300), "binary"),
        (packed(list_dot_csv=b"a,b"), "zip"),
        (packed(**BOOK), "workbook"),
        (packed(**BOOK, xl__vbaProject_dot_bin=b"x"), "macros"),
        (packed(**BOOK, xl__worksheets__sheet1_dot_xml=bytes(30_000_000)), "bomb"),
        (b"PK\x03\x04 and nothing more", "workbook"),
        (b"a@x.example,Ada\nb@x.example,Kim\n", "no_headings"),
        ((",".join(f"h{n}" for n in range(61)) + "\n1\n").encode(), "columns"),
        (b"Full name\n" + b"Ada\n" * 20_001, "rows"),
        (b"\xff\xfeA", "encoding"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_can_not_be_read_says_why(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as no:
        reading.read(content)
    assert no.value.code == code


def test_sixty_columns_and_twenty_thousand_rows_are_read() -> None:
    heads = ",".join(f"h{n}" for n in range(60))
    assert len(reading.read(f"{heads}\nx\n".encode()).headings) == 60
    assert len(reading.read(b"Full name\n" + b"Ada\n" * 20_000).rows) == 20_000


def test_a_workbook_says_days_and_numbers_as_a_person_would() -> None:
    content = workbook(
        (1001, "Ada", "a@x.example", datetime(2026, 3, 1)),  # noqa: DTZ001
        (2.5, "Kim", None, date(2026, 4, 2)),
        heads=("#", "N", "E", "D"),
    )
    table = reading.read(content)
    assert [row.cells for row in table.rows] == [("1001", "Ada", "a@x.example", "2026-03-01"), ("2.5", "Kim", "", "2026-04-02")]


def test_a_workbook_with_an_entity_that_unfolds_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    with zipfile.ZipFile(io.BytesIO(workbook(("1",), heads=("N",)))) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()} | {"xl/workbook.xml": bomb}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(Unreadable, match="workbook"):
        reading.read(out.getvalue())


def _packed_by(content: bytes, method: int) -> bytes:
    """The same archive, whose parts all say that they are packed by that method."""
    out, two = bytearray(content), method.to_bytes(2, "little")
    for info in zipfile.ZipFile(io.BytesIO(content)).infolist():
        out[info.header_offset + 8 : info.header_offset + 10] = two
    at = -1
    while (at := out.find(b"PK\x01\x02", at + 1)) >= 0:
        out[at + 10 : at + 12] = two
    return bytes(out)


def _torn(content: bytes) -> bytes:
    """The same archive, with other bytes in the midst of each part."""
    out = bytearray(content)
    for info in zipfile.ZipFile(io.BytesIO(content)).infolist():
        begins = info.header_offset + 30 + len(info.filename)
        for at in range(begins + 2, begins + min(40, info.compress_size)):
            out[at] ^= 0x5A
    return bytes(out)


@pytest.mark.parametrize("method", [9, 12, 14, 99], ids=["deflate64", "bzip2", "lzma", "unknown"])
def test_a_workbook_packed_in_a_way_that_we_do_not_know_is_refused(method: int) -> None:
    with pytest.raises(Unreadable, match="workbook"):
        reading.read(_packed_by(workbook(*PEOPLE, heads=HEADS), method))


def test_a_workbook_torn_in_the_middle_is_refused() -> None:
    with pytest.raises(Unreadable, match="workbook"):
        reading.read(_torn(workbook(*PEOPLE, heads=HEADS)))


@given(st.binary(max_size=400))
def test_whatever_is_uploaded_is_a_table_or_is_refused(content: bytes) -> None:
    try:
        table = reading.read(content)
    except Unreadable:
        return
    assert table.rows
    assert all(len(row.cells) == len(table.headings) for row in table.rows)


SYSTEMS = {
    "BambooHR": (
        ("Employee #", "First Name", "Last Name", "Work Email", "Department", "Job Title", "Supervisor Email", "Hire Date"),
        ("external_id", "first_name", "last_name", "email", "unit", "position", "manager", "starts_on"),
    ),
    "Workday": (
        ("Employee ID", "Legal Name - First Name", "Legal Name - Last Name", "Email - Primary Work", "Supervisory Organization",
         "Business Title", "Manager Employee ID", "Original Hire Date", "Termination Date"),
        ("external_id", "first_name", "last_name", "email", "unit", "position", "manager", "starts_on", "ends_on"),
    ),
    "Personio": (
        ("Personalnummer", "Vorname", "Nachname", "E-Mail-Adresse", "Gesellschaft", "Abteilung", "Position", "Eintrittsdatum"),
        ("external_id", "first_name", "last_name", "email", "company", "unit", "position", "starts_on"),
    ),
    "SAP": (
        ("User ID", "Display Name", "Business Email", "Legal Entity", "Department", "Job Title", "Supervisor ID",
         "Default Locale", "Time Zone"),
        ("external_id", "name", "email", "company", "unit", "position", "manager", "language", "time_zone"),
    ),
    "Chinese": (
        ("工号", "姓名", "公司邮箱", "所属公司", "部门", "职位", "直属上级工号", "入职日期", "离职日期"),
        ("external_id", "name", "email", "company", "unit", "position", "manager", "starts_on", "ends_on"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_columns_of_other_systems_are_known(system: str) -> None:
    heads, fields = SYSTEMS[system]
    assert headings.guess(heads) == list(fields)


@given(st.lists(st.sampled_from([*headings.SAID["name"].split(" | "), "E-mail", "Department", "x", ""]), max_size=12))
def test_no_field_is_guessed_twice(heads: list[str]) -> None:
    found = [field for field in headings.guess(heads) if field]
    assert len(found) == len(set(found))
    assert set(found) <= set(FIELDS)


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("2026-12-31", "mdy", date(2026, 12, 31)),
        ("2026-12-31T00:00:00", "ymd", date(2026, 12, 31)),
        ("20261231", "ymd", date(2026, 12, 31)),
        ("2026年12月31日", "dmy", date(2026, 12, 31)),
        ("31.12.2026", "dmy", date(2026, 12, 31)),
        ("12/31/2026", "mdy", date(2026, 12, 31)),
        ("1/2/2026", "dmy", date(2026, 2, 1)),
        ("1/2/2026", "mdy", date(2026, 1, 2)),
        ("29.02.2024", "dmy", date(2024, 2, 29)),
    ],
)
def test_days_are_read_in_the_order_of_the_file(text: str, order: str, found: date) -> None:
    assert cells.day(text, order) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [("29.02.2026", "no_day"), ("31.4.2026", "no_day"), ("1.2.26", "year"), ("soon", "date"), ("0001-01-01", "no_day")],
)
def test_a_day_that_does_not_exist_is_refused(text: str, code: str) -> None:
    with pytest.raises(Wrong) as no:
        cells.day(text, "dmy")
    assert no.value.code == code


def test_the_order_of_days_is_told_where_it_can_be() -> None:
    assert cells.order_of(["01/02/2026", "13/02/2026"]) == "dmy"
    assert cells.order_of(["01/02/2026", "01/13/2026"]) == "mdy"
    assert cells.order_of(["01/02/2026", "03/04/2026"]) is None
    assert cells.order_of(["2026-01-02"]) == "ymd"


def test_where_dots_stand_between_the_day_comes_first_without_being_asked() -> None:
    assert cells.order_of(["01.11.2026", "02.11.2026 00:00"]) == "dmy"
    assert cells.order_of(["2026-01-02", "01.11.2026"]) == "dmy"
    assert cells.order_of(["01.11.2026", "11/30/2026"]) == "mdy"
    assert cells.order_of(["01.11.2026", "01/11/2026"]) is None, "the others can still not be told"
    for order in ("dmy", "mdy", "ymd"):
        assert cells.day("01.11.2026", order) == date(2026, 11, 1)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["ymd", "dmy", "mdy"]))
def test_every_day_is_read_as_it_is_written(day: date, order: str) -> None:
    forms = {"ymd": "%Y-%m-%d", "dmy": "%d.%m.%Y", "mdy": "%m/%d/%Y"}
    assert cells.day(day.strftime(forms[order]), order) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("=cmd()", "formula"),
        ("+1", "formula"),
        ("@x", "formula"),
        ("-x", "formula"),
        ("a\x00b", "control"),
        ("x" * 121, "long"),
    ],
)
def test_a_name_that_is_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(Wrong) as no:
        cells.words(text, 120)
    assert no.value.code == code


@given(st.text(max_size=40))
def test_no_cell_that_we_hand_out_begins_a_formula(text: str) -> None:
    said = cells.escaped(text)
    assert said.lstrip("'") == text.lstrip("'")
    assert not said or said[0] not in "=+-@\t\r\n"


def test_names_are_joined_as_they_are_spoken() -> None:
    assert cells.joined("Ada", "Moreno") == "Ada Moreno"
    assert cells.joined("伟", "李") == "李伟"
    assert cells.joined("", "Madonna") == "Madonna"


def test_languages_and_zones_are_known_by_what_others_call_them() -> None:
    assert [cells.language(x) for x in ("en-GB", "English", "zh_CN", "简体中文")] == ["en", "en", "zh", "zh"]
    assert cells.zone("europe/berlin") == "Europe/Berlin"
    for wrong in (cells.language, cells.zone):
        with pytest.raises(Wrong):
            wrong("Klingon")
