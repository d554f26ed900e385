"""Much to read and much asked: one item of the library and one question, made through the verbs, copied many times over.

The copies are rows, written past all verbs by a superuser: what is measured is how lists and queues read them.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import psycopg
from psycopg import sql

from coaching_library import library, threads
from saas.launch import postgres
from tenants import isolation, people

ITEMS, QUESTIONS = 5_000, 2_000
"""Of the large organisation; the small one has a tenth."""


def fill(url: str, tenant: UUID, head: UUID, asker: UUID, items: int, questions: int) -> None:
    """So many published items and open questions. `url` is that of a superuser; within an application context."""
    with isolation.transaction(tenant):
        by = _actor(head)
        content = library.Content(
            "guide", "talk", "Listen first", summary="Before you say what you think.", body="Listen. " * 200
        )
        item = library.make(content, language="en", by=by)
        library.publish(item, by=by)
        first = {"item": item.id, "version": item.latest_id}
        asked = threads.Asked("What of a goal that we changed?", "We changed it half-way. " * 20, "team")
        question = threads.ask(asked, by=_actor(asker), seed=uuid4())
        first["question"] = question.id
    with psycopg.connect(postgres.libpq(url), autocommit=True) as connection:
        _items(connection, tenant, first, items)
        _questions(connection, tenant, first, questions)
        for table in ("library_item", "library_version", "question", "question_post", "question_clock"):
            connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def _actor(person_id: UUID) -> people.Actor:
    isolation.act_as(person_id)
    found = people.person(person_id)
    if found is None:
        raise RuntimeError("whoever helps was just made")
    return people.load_actor(found, "UTC")


def _items(connection: psycopg.Connection[Any], tenant: UUID, first: dict[str, Any], many: int) -> None:
    item, version = _id("item"), _id("version")
    title = "title || ' ' || n"
    _copy(connection, "library_item", tenant, first["item"], many, {
        "id": item, "key": "key || '-' || n", "title": title, "title_key": "title_key || ' ' || n", "latest_id": "NULL",
        "state": "'draft'",
    })  # fmt: skip
    _copy(connection, "library_version", tenant, first["version"], many, {
        "id": version, "item_id": item, "title": title, "title_key": "title_key || ' ' || n",
    })  # fmt: skip
    connection.execute(
        "UPDATE library_item i SET latest_id = v.id, state = 'published' FROM library_version v"
        " WHERE v.tenant_id = i.tenant_id AND v.item_id = i.id AND i.tenant_id = %s AND i.latest_id IS NULL",
        [tenant],
    )


def _questions(connection: psycopg.Connection[Any], tenant: UUID, first: dict[str, Any], many: int) -> None:
    one, question = first["question"], _id("question")
    later = "asked_at + n * interval '1 second'"
    _copy(connection, "question", tenant, one, many, {
        "id": question, "seed": "gen_random_uuid()", "title": "title || ' ' || n", "asked_at": later, "told_at": later,
    })  # fmt: skip
    for table in ("question_post", "question_clock"):
        found = connection.execute(
            sql.SQL("SELECT id FROM {} WHERE tenant_id = %s AND question_id = %s").format(sql.Identifier(table)), [tenant, one]
        ).fetchone()
        if found is None:
            raise RuntimeError("what was asked has words and a clock")
        _copy(connection, table, tenant, found[0], many, {"id": "gen_random_uuid()", "question_id": question})


def _id(kind: str) -> str:
    """The id of the nth copy, the same wherever it is named."""
    return f"md5(t.tenant_id::text || '{kind}' || n)::uuid"


def _copy(connection: psycopg.Connection[Any], table: str, tenant: UUID, one: UUID, many: int, changes: dict[str, str]) -> None:
    """The row `one` so many times more; `changes` are expressions over it (`t`) and the number of the copy (`n`)."""
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'NEVER'"
    columns = [row[0] for row in connection.execute(query, [table])]
    values = [sql.SQL(changes[name]) if name in changes else sql.Identifier("t", name) for name in columns]
    connection.execute(
        sql.SQL(
            "INSERT INTO {} ({}) SELECT {} FROM {} t, generate_series(1, %s) n WHERE t.tenant_id = %s AND t.id = %s"
        ).format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(values),
            sql.Identifier(table),
        ),
        [many, tenant, one],
    )
