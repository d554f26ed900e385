"""A file of many years: 5,000 entries, and every page of it costs what the first one costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, event, insert, text, update

from saas.performance_file import queries
from saas.performance_file.models import FileEntry, FileWording
from tenants import isolation, organisations
from tenants.isolation import clock, uuid7
from tenants.web import paged
from tests.house_fixture import House
from tests.saas.performance_file import files

MANY = 5_000


def fill(house: House, file_id: UUID, many: int = MANY) -> None:
    """So many entries of both, one a day back into the past."""
    with house.acting("bo") as by:
        now, today, amara = clock.now(), organisations.today(), house.person("amara")
        entries, wordings = [], []
        for n in range(many):
            entry, author = uuid7(), by.id if n % 2 else amara
            facts = {"kind": "thanks", "happened_on": today - timedelta(days=n // 3), "author_id": author}
            entries.append(
                facts
                | {"id": entry, "file_id": file_id, "employee_id": amara, "manager_id": by.id, "visible_to_subject_at": now}
                | {"seals_at": now, "tenant_id": isolation.tenant_id()}
            )
            wordings.append(
                facts | {"id": uuid7(), "entry_id": entry, "no": 1, "words": f"Thank you, the {n}th time.", "at": now}
                | {"tenant_id": isolation.tenant_id()}
            )  # fmt: skip
        session = isolation.session()
        session.execute(insert(FileEntry), entries)
        session.execute(insert(FileWording), wordings)
    counted(house)
    with house.acting("bo"):
        mine = FileWording.entry_id == FileEntry.id, FileWording.tenant_id == FileEntry.tenant_id
        worded = update(FileEntry).values(wording_id=FileWording.id).where(*mine)
        isolation.session().execute(worded, execution_options={"synchronize_session": False})


def counted(house: House) -> None:
    """The database has counted the rows, as it does by itself within a minute."""
    engine = create_engine(house.bed.url("postgres", house.database), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ANALYZE file_entry, file_wording"))
    engine.dispose()


def rows_read(plan: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """What a plan read of each table, with what it threw away again."""
    if "Relation Name" in plan:
        thrown = sum(int(v) for k, v in plan.items() if k.startswith("Rows Removed"))
        yield plan["Relation Name"], (int(plan["Actual Rows"]) + thrown) * int(plan["Actual Loops"])
    for each in plan.get("Plans", ()):
        yield from rows_read(each)


@pytest.mark.slow
def test_each_page_of_5000_entries_costs_the_same(house: House) -> None:
    file_id = files.begun(house)
    fill(house, file_id, 120)
    few = cost(house, file_id, pages=2)
    fill(house, file_id)
    many = cost(house, file_id, pages=6)
    assert len(few) == 2
    assert len(many) == 6
    assert len({*few, *many[:5]}) == 1, (few, many)
    assert few[0] <= 20


def cost(house: House, file_id: UUID, pages: int) -> list[int]:
    """The statements of so many pages, one after another, once all their entries have been seen."""
    bo, path, found = house.browser("bo"), f"/performance-file/files/{file_id}", []
    with clock.at(clock.now()):
        for _page in range(pages):
            bo.get(path)
            with house.counting() as sent:
                page = bo.get(path)
            assert page.status_code == 200
            found.append(len(sent))
            following = re.search(r'rel="next" href="([^"]+)"', page.text)
            if following is None:
                break
            path = following.group(1).replace("&amp;", "&").removeprefix("/o/northlight")
    return found


@pytest.mark.slow
def test_a_page_reads_no_more_of_the_file_than_it_shows(house: House) -> None:
    file_id = files.begun(house)
    fill(house, file_id)
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "file_entry" in statement and "ORDER BY" in statement:
            sent.append((statement, parameters))

    with house.acting("bo") as actor:
        isolation.session().execute(text("SELECT 1"))
        after = queries_edge(file_id)
        event.listen(isolation.engine(), "before_cursor_execute", note)
        try:
            query = queries.timeline(files.sheet(file_id), actor, queries.Narrowed())
            page = paged(query, queries.KEYS, after=after, falling=True)
        finally:
            event.remove(isolation.engine(), "before_cursor_execute", note)
        assert len(page.rows) == 50
        statement, parameters = sent[-1]
        told = isolation.session().connection().exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
        plan = told.scalar_one()[0]["Plan"]
    read = dict(rows_read(plan))
    assert read["file_entry"] <= 4 * 50, read


def queries_edge(file_id: UUID) -> str:
    """The key of an entry in the midst of the file."""
    from tenants.web.paging import _encode

    query = queries.with_words().where(FileEntry.file_id == file_id).order_by(*queries.KEYS).offset(MANY // 2).limit(1)
    entry = isolation.session().execute(query).one()[0]
    return _encode([entry.happened_on, entry.id])
