"""The index of the search, which nobody reads but four functions of the database: put, drop, find, and what is alike.

Full-text operators are not leakproof, so under row security PostgreSQL would read every document of a tenant. The functions
belong to `chores`, for whom the policy is plainly true; they take the tenant and the reader from the open transaction,
never as arguments, and return ids alone. What they return is read again through the fenced tables and the rooms' rights.

Words bear the tenant and readers stand among them, so that the index answers for one reader of one tenant at once:
`4f0c~harbour` is a word, `4f0c^harbour` one of the title, `@…` somebody who may read the document, or the tenant: everybody;
`4f0c#plan` is its kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import text

from tenants.isolation.base import uuid7
from tenants.isolation.context import session

MOST_OF_A_WORD = 500
"""Documents that are looked at for one word when what is alike is weighed: a word that more of them bear tells little."""

INDEX = "search_doc_tokens_ix"
"""The one index that does not begin with the tenant's column: its words do."""

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
_HERE = "tenant uuid := current_setting('app.tenant_id')::uuid; short text := right(tenant::text, 4);"

STATEMENTS: dict[str, str] = {
    "put_doc(uuid, text, uuid, date, text[], text[], uuid[])": f"""
CREATE FUNCTION put_doc(new_id uuid, new_kind text, source uuid, shown date, words text[], titles text[], readers uuid[])
RETURNS void {_HEAD} AS $$
DECLARE {_HERE} lexemes text[];
BEGIN
  SELECT array_agg(DISTINCT x.l) INTO lexemes FROM (
    SELECT short || '~' || w FROM unnest(words || titles) w UNION ALL SELECT short || '^' || w FROM unnest(titles) w
    UNION ALL SELECT '@' || r FROM unnest(coalesce(readers, ARRAY[tenant])) r UNION ALL SELECT short || '#' || new_kind) x(l);
  INSERT INTO public.search_doc AS d (tenant_id, id, kind, source_id, shown_on, tokens)
    VALUES (tenant, new_id, new_kind, source, shown, array_to_tsvector(coalesce(lexemes, ARRAY[]::text[])))
    ON CONFLICT (tenant_id, kind, source_id) DO UPDATE SET shown_on = excluded.shown_on, tokens = excluded.tokens;
END $$""",
    "drop_docs(text, uuid[])": f"""
CREATE FUNCTION drop_docs(old_kind text, sources uuid[]) RETURNS void {_HEAD} AS $$
DECLARE {_HERE}
BEGIN DELETE FROM public.search_doc d WHERE d.tenant_id = tenant AND d.kind = old_kind AND d.source_id = ANY (sources); END $$""",
    "find_docs(text[], text, integer)": f"""
CREATE FUNCTION find_docs(words text[], beginning text, at_most integer)
RETURNS TABLE (kind text, source_id uuid) {_HEAD} STABLE AS $$
DECLARE {_HERE} reader uuid := current_setting('app.person_id')::uuid; word text; wanted tsquery; first tsquery;
BEGIN
  wanted := quote_literal('@' || reader)::tsquery || quote_literal('@' || tenant)::tsquery;
  FOREACH word IN ARRAY words LOOP
    wanted := wanted && quote_literal(short || '~' || translate(word, '\\', ''))::tsquery;
  END LOOP;
  IF beginning <> '' THEN
    wanted := wanted && (quote_literal(short || '~' || translate(beginning, '\\', '')) || ':*')::tsquery;
  END IF;
  first := (quote_literal(short || '^' || translate(coalesce(words[1], beginning), '\\', '')) || ':*')::tsquery;
  RETURN QUERY SELECT f.kind, f.source_id FROM (
    SELECT d.kind, d.source_id, d.shown_on, d.tokens @@ first AS titled,
      row_number() OVER (PARTITION BY d.kind ORDER BY d.tokens @@ first DESC, d.shown_on DESC, d.source_id DESC) AS place
    FROM public.search_doc d WHERE d.tenant_id = tenant AND d.tokens @@ wanted) f
  WHERE f.place <= at_most ORDER BY f.titled DESC, f.shown_on DESC, f.source_id DESC;
END $$""",
    "alike_docs(text[], text[], integer)": f"""
CREATE FUNCTION alike_docs(words text[], kinds text[], at_most integer)
RETURNS TABLE (kind text, source_id uuid, weight double precision) {_HEAD} STABLE AS $$
DECLARE {_HERE} reader uuid := current_setting('app.person_id')::uuid; here tsquery; each text; of_kinds tsquery;
BEGIN
  here := quote_literal('@' || reader)::tsquery || quote_literal('@' || tenant)::tsquery;
  FOREACH each IN ARRAY kinds LOOP
    of_kinds := coalesce(of_kinds || quote_literal(short || '#' || each)::tsquery, quote_literal(short || '#' || each)::tsquery);
  END LOOP;
  RETURN QUERY SELECT f.kind, f.source_id, sum(f.rare * f.place) AS weight FROM (
    SELECT h.kind, h.source_id, h.place, ln(1 + {MOST_OF_A_WORD} / count(*) OVER (PARTITION BY w.word)::double precision) AS rare
    FROM unnest(words) AS w(word) CROSS JOIN LATERAL (
      SELECT d.kind, d.source_id, 1 + (d.tokens @@ (quote_literal(short || '^' || translate(w.word, '\\', '')) || ':*')::tsquery)::int
        AS place
      FROM public.search_doc d WHERE d.tenant_id = tenant
        AND d.tokens @@ (here && of_kinds && (quote_literal(short || '~' || translate(w.word, '\\', '')) || ':*')::tsquery)
      LIMIT {MOST_OF_A_WORD}) h) f
  GROUP BY f.kind, f.source_id ORDER BY sum(f.rare * f.place) DESC, f.source_id DESC LIMIT at_most;
END $$""",
}


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index keeps of a document: its words, those of its title, and who may read it (None: the whole organisation)."""

    kind: str
    source_id: UUID
    shown_on: date
    words: frozenset[str]
    titles: frozenset[str]
    readers: frozenset[UUID] | None


_PUT = text("SELECT put_doc(:id, :kind, :source, :shown, :words, :titles, CAST(:readers AS uuid[]))")
_DROP = text("SELECT drop_docs(:kind, CAST(:sources AS uuid[]))")
_FIND = text("SELECT kind, source_id FROM find_docs(CAST(:words AS text[]), :beginning, :at_most)")
_ALIKE = text("SELECT kind, source_id, weight FROM alike_docs(CAST(:words AS text[]), CAST(:kinds AS text[]), :at_most)")


def put(docs: Iterable[Indexed]) -> None:
    """These documents are found from the commit on, by their readers and nobody else; an earlier entry is replaced."""
    rows = [
        {
            "id": uuid7(),
            "kind": doc.kind,
            "source": doc.source_id,
            "shown": doc.shown_on,
            "words": sorted(doc.words),
            "titles": sorted(doc.titles),
            "readers": None if doc.readers is None else sorted(doc.readers),
        }
        for doc in docs
    ]
    if rows:
        session().connection().execute(_PUT, rows)


def drop(kind: str, source_ids: Collection[UUID]) -> None:
    """These are not found any more."""
    if source_ids:
        session().connection().execute(_DROP, {"kind": kind, "sources": list(source_ids)})


def find(words: list[str], beginning: str, at_most: int) -> list[tuple[str, UUID]]:
    """What bears all of `words` and one that begins with `beginning`, among what the reader of this transaction may read: of
    each kind at most so many, so that a large library hides nobody's own records.

    Titles that bear the first word come first, then what is newer. The database raises where nobody is named to it.
    """
    values = {"words": words, "beginning": beginning, "at_most": at_most}
    return [(row.kind, row.source_id) for row in session().connection().execute(_FIND, values)]


def alike(words: list[str], kinds: Collection[str], at_most: int) -> list[tuple[str, UUID, float]]:
    """Documents of these kinds that bear words beginning so, the heaviest first, among what the reader may read.

    A word weighs the more the fewer documents bear it (`ln(1 + most / bearers)`, at most `MOST_OF_A_WORD` of them looked at),
    and twice in a title; the weights of a document are added up.
    """
    values = {"words": words, "kinds": list(kinds), "at_most": at_most}
    return [(row.kind, row.source_id, row.weight) for row in session().connection().execute(_ALIKE, values)]
