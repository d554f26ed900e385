"""Searching among 200,000 documents of one organisation, beside the same search by somebody whom no row security concerns.

Both in one process and in turns, on the same rows: what the fence of the search costs. The words follow what words do: few of
them are everywhere and most are rare; one document in a hundred is the reader's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any
from uuid import UUID

import psycopg

from saas.launch import postgres
from tenants import find, isolation
from tenants.isolation import searching

DOCUMENTS = 200_000
ROUNDS = 40
MOST = 60
WORDS = {"rare": "w19001", "common": "w3"}

_FILL = """
INSERT INTO search_doc (tenant_id, id, kind, source_id, shown_on, tokens)
SELECT %(tenant)s, gen_random_uuid(), 'bench', gen_random_uuid(), date '2026-01-01' + (n %% 300),
  array_to_tsvector(array_agg(DISTINCT %(short)s || '~w' || floor(20000 * power(random(), 4))::int)
    || ARRAY[%(short)s || '#bench', '@' || CASE WHEN n %% 100 = 0 THEN %(reader)s ELSE gen_random_uuid()::text END])
FROM generate_series(1, %(documents)s) n, generate_series(1, 30) k GROUP BY n"""

_PLAIN = """
SELECT kind, source_id FROM search_doc WHERE tenant_id = %(tenant)s
  AND tokens @@ (quote_literal('@' || %(reader)s)::tsquery || quote_literal('@' || %(tenant_text)s)::tsquery
                 && (quote_literal(%(short)s || '~' || %(word)s) || ':*')::tsquery)
ORDER BY tokens @@ (quote_literal(%(short)s || '^' || %(word)s) || ':*')::tsquery DESC, shown_on DESC, source_id DESC
LIMIT 60"""


TYPED = "how w3 w19001 w512 w77 are told to w2041"
"""What somebody types who asks: rare and common words."""
_ALIKE = """
SELECT f.kind, f.source_id, sum(f.rare * f.place) FROM (
  SELECT h.kind, h.source_id, h.place, ln(1 + %(most)s / count(*) OVER (PARTITION BY w.word)::double precision) AS rare
  FROM unnest(%(words)s::text[]) AS w(word) CROSS JOIN LATERAL (
    SELECT d.kind, d.source_id, 1 + (d.tokens @@ (quote_literal(%(short)s || '^' || w.word) || ':*')::tsquery)::int AS place
    FROM search_doc d WHERE d.tenant_id = %(tenant)s
      AND d.tokens @@ ((quote_literal('@' || %(reader)s)::tsquery || quote_literal('@' || %(tenant_text)s)::tsquery)
        && quote_literal(%(short)s || '#bench')::tsquery && (quote_literal(%(short)s || '~' || w.word) || ':*')::tsquery)
    LIMIT %(most)s) h) f
GROUP BY f.kind, f.source_id ORDER BY 3 DESC, f.source_id DESC LIMIT 60"""


def rows(url: str, tenant: UUID, reader: UUID) -> Iterator[dict[str, Any]]:
    """A rare and a common word. `url` is that of a superuser; within an application context."""
    with psycopg.connect(postgres.libpq(url), autocommit=True) as connection:
        facts = {"tenant": tenant, "tenant_text": str(tenant), "short": str(tenant)[-4:], "reader": str(reader)}
        connection.execute("SELECT set_config('app.tenant_id', %s, false)", [str(tenant)])
        connection.execute(_FILL, facts | {"documents": DOCUMENTS})
        connection.execute("VACUUM ANALYZE search_doc")
        beside = partial(_beside, connection, tenant, reader)
        for name, word in WORDS.items():
            found = partial(searching.find, [], word, MOST)
            yield beside(f"search, a {name} word", found, _PLAIN, facts | {"word": word})
        told = {"words": find.telling(TYPED), "most": searching.MOST_OF_A_WORD}
        yield beside("suggestions while typing", partial(find.weighed, TYPED, ["bench"], MOST), _ALIKE, facts | told)


def _beside(
    connection: Any,
    tenant: UUID,
    reader: UUID,
    page: str,
    fenced: Callable[[], Sequence[Any]],
    plain: str,
    facts: dict[str, Any],
) -> dict[str, Any]:
    """What `fenced` takes beside the same statement by somebody whom no row security concerns, in turns."""
    ours: list[float] = []
    bare: list[float] = []
    for _round in range(ROUNDS):
        with isolation.transaction(tenant, reader):
            isolation.session().connection()
            began = perf_counter()
            found = fenced()
            ours.append(perf_counter() - began)
        began = perf_counter()
        same = connection.execute(plain, facts).fetchall()
        bare.append(perf_counter() - began)
        assert len(found) == len(same)
    return {
        "page": page,
        "floor": "without row security",
        "ratio_p50": round(median(ours) / median(bare), 2),
        "bytes": len(found),
        "ms": round(median(ours) * 1000, 2),
    }
