"""Searching among 200,000 documents of one organisation, beside the same search by somebody whom no row security concerns.

Both in one process and in turns, on the same rows: what the fence of the search costs. The words follow what words do: few of
them are everywhere and most are rare; one document in a hundred is the reader's.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg

from saas.launch import postgres
from tenants import isolation
from tenants.isolation import searching

DOCUMENTS = 200_000
ROUNDS = 40
WORDS = {"rare": "w19001", "common": "w3"}

_FILL = """
INSERT INTO search_doc (tenant_id, id, kind, source_id, shown_on, tokens)
SELECT %(tenant)s, gen_random_uuid(), 'bench', gen_random_uuid(), date '2026-01-01' + (n %% 300),
  array_to_tsvector(array_agg(DISTINCT %(short)s || '~w' || floor(20000 * power(random(), 4))::int)
    || ARRAY['@' || CASE WHEN n %% 100 = 0 THEN %(reader)s ELSE gen_random_uuid()::text END])
FROM generate_series(1, %(documents)s) n, generate_series(1, 30) k GROUP BY n"""

_PLAIN = """
SELECT kind, source_id FROM search_doc WHERE tenant_id = %(tenant)s
  AND tokens @@ (quote_literal('@' || %(reader)s)::tsquery || quote_literal('@' || %(tenant_text)s)::tsquery
                 && (quote_literal(%(short)s || '~' || %(word)s) || ':*')::tsquery)
ORDER BY tokens @@ (quote_literal(%(short)s || '^' || %(word)s) || ':*')::tsquery DESC, shown_on DESC, source_id DESC
LIMIT 60"""


def rows(url: str, tenant: UUID, reader: UUID) -> Iterator[dict[str, Any]]:
    """A rare and a common word. `url` is that of a superuser; within an application context."""
    with psycopg.connect(postgres.libpq(url), autocommit=True) as connection:
        facts = {"tenant": tenant, "tenant_text": str(tenant), "short": str(tenant)[-4:], "reader": str(reader)}
        connection.execute("SELECT set_config('app.tenant_id', %s, false)", [str(tenant)])
        connection.execute(_FILL, facts | {"documents": DOCUMENTS})
        connection.execute("VACUUM ANALYZE search_doc")
        for name, word in WORDS.items():
            yield _row(name, connection, facts | {"word": word}, tenant, reader)


def _row(name: str, connection: Any, facts: dict[str, Any], tenant: UUID, reader: UUID) -> dict[str, Any]:
    fenced: list[float] = []
    plain: list[float] = []
    found: list[Any] = []
    for _round in range(ROUNDS):
        with isolation.transaction(tenant, reader):
            isolation.session().connection()
            began = perf_counter()
            found = searching.find([], facts["word"], 60)
            fenced.append(perf_counter() - began)
        began = perf_counter()
        same = connection.execute(_PLAIN, facts).fetchall()
        plain.append(perf_counter() - began)
        assert len(found) == len(same)
    return {
        "page": f"search, a {name} word",
        "floor": "without row security",
        "ratio_p50": round(median(fenced) / median(plain), 2),
        "bytes": len(found),
        "ms": round(median(fenced) * 1000, 2),
    }
