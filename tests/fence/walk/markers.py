"""Strings that nobody else could have written, in every text of the other organisation; and the search for them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Text, create_engine, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import IntegrityError

from saas import migrate
from tenants.sign_in.tokens import new_token
from tests.fence.walk import doors
from tests.house_fixture import House

SIGN = "zqxv"
"""Every marker begins with this; no word of any language that we ship does."""

A_WORD_OF_THE_PROGRAM = (
    "the program branches on it: a marker would make the row unreadable and hide a leak of its other columns"
)
A_HASH = "its own value is watched for instead: it stands nowhere else"

NOT_FILLED: dict[str, str] = {
    **dict.fromkeys(
        (
            "agreement.kind", "agreement_line_comment.address", "agreement_withdrawal.why", "company.language",
            "company.time_zone", "company.working_days", "job.kind", "job.locale", "journal_entry.object_kind",
            "journal_entry.verb", "journal_reading.object_kind", "journal_refusal.method", "journal_refusal.object_kind",
            "journal_refusal.route", "mail.kind", "mail.url", "mail.trouble", "notice.kind",
            "notice.object_kind", "notice.url", "organisation.language", "organisation.slug", "organisation.time_zone",
            "person.language", "person.time_zone", "file.media_type", "job.error", "search_doc.kind", "meeting_series.zone",
            "meeting_topic.about_url", "vignette_answer.level", "vignette_tally.level", "library_import.topic",
            "library_import.language", "library_import.audience", "library_import.trouble", "library_import_file.language",
            "library_import_file.key", "library_item.key", "library_item.language", "library_item.level",
            "library_version.level", "policy.language", "policy_section.key", "question.topic", "question.task",
            "question.about_path", "question_card.task", "question_draft.task", "question_draft.about_path",
        ),
        A_WORD_OF_THE_PROGRAM,
    ),
    **dict.fromkeys(
        (
            "agreement_version.hash", "agreement_signature.hash", "file.sha256", "file_seal.hash", "job.ask_hash",
            "sign_in_session.token_hash", "one_use_link.token_hash", "meeting_version.hash", "meeting_confirmation.hash",
            "meeting_feed.token_hash", "policy_version.hash", "policy_section.hash", "policy_acknowledgement.hash",
        ),
        A_HASH,
    ),
}  # fmt: skip
"""Columns that keep their text, each with its reason. Columns under a CHECK that lists their words are found by trying."""

KEPT_KEYS = frozenset(
    {
        "kind", "measure", "direction", "way", "key", "announce", "hash", "version", "subject", "leaves_on", "type", "question",
        "state", "purpose", "task", "phase", "signal",
    }
)  # fmt: skip
"""Leaves of JSON that the program branches on."""
_PROGRAM = re.compile(r"^(?:[0-9a-f-]{32,64}|-?\d+(?:\.\d+)?|\d{4}-\d\d-\d\d.*|)$")


@dataclass
class Markers:
    """What must never be seen by the one organisation: signs, ids and hashes of the other."""

    ids: frozenset[str]
    hashes: frozenset[str]
    filled: frozenset[str]

    def found_in(self, said: str, given: frozenset[str] = frozenset()) -> list[str]:
        """Everything of the other organisation that stands in `said`, save what the asker gave themselves."""
        low = said.lower()
        found = [m for m in re.findall(SIGN + r"[0-9a-z]*", low) if m not in given]
        found += [i for i in UUIDS.findall(low) if i in self.ids and i not in given]
        return found + [h for h in HASHES.findall(low) if h in self.hashes and h not in given]


UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
HASHES = re.compile(r"[0-9a-f]{64}")


def text_columns() -> list[tuple[str, str, bool]]:
    """Every column of words of every tenant's table: table, column, whether it is JSON."""
    tables = [t for t in migrate.models().tables.values() if "tenant_id" in t.c]
    return [
        (t.name, c.name, isinstance(c.type, JSONB)) for t in tables for c in t.columns if isinstance(c.type, Text | JSONB)
    ]  # fmt: skip


def plant_links(house: House, *slugs: str) -> None:
    """Each organisation has an invitation, a reset and a calendar feed whose tokens the walk knows."""
    engine = create_engine(house.bed.url("postgres", house.database))
    with engine.begin() as connection:
        for slug in slugs:
            sql = (
                "UPDATE one_use_link SET token_hash = :h, used_at = NULL, expires_at = now() + interval '1 day'"
                " WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM one_use_link WHERE tenant_id = :t AND kind = :k LIMIT 1)"
            )
            doors.LINKS[slug] = []
            for kind in ("invitation", "reset"):
                token, digest = new_token()
                assert connection.execute(text(sql), {"h": digest, "t": house.tenant(slug), "k": kind}).rowcount == 1
                doors.LINKS[slug].append(token)
            token, digest = new_token()
            feed = "UPDATE meeting_feed SET token_hash = :h WHERE tenant_id = :t AND ended_at IS NULL"
            assert connection.execute(text(feed), {"h": digest, "t": house.tenant(slug)}).rowcount == 1
            doors.LINKS[slug].append(token)
    engine.dispose()


def fill(house: House, slug: str) -> Markers:
    """Every text column of every table of that organisation holds markers, by the superuser's hand; records too."""
    tenant, numbers = house.tenant(slug), count(1)
    engine = create_engine(house.bed.url("postgres", house.database))
    filled: set[str] = set()
    with engine.connect() as connection:
        for table, column, is_json in text_columns():
            name = f"{table}.{column}"
            if name not in NOT_FILLED and _fill(connection, tenant, table, column, is_json, numbers):
                filled.add(name)
        connection.commit()
        ids, hashes = _identities(connection, tenant)
    engine.dispose()
    return Markers(frozenset(ids), frozenset(hashes), frozenset(filled))


def _fill(connection: Connection, tenant: UUID, table: str, column: str, is_json: bool, numbers: Any) -> bool:
    """Whether the column could be filled; a CHECK on its words refuses. Where one asks some to be empty, these stay empty."""
    rows = connection.execute(text(f'SELECT id, "{column}" FROM "{table}" WHERE tenant_id = :t'), {"t": tenant}).all()
    changed = text(
        f'UPDATE "{table}" SET "{column}" = {"CAST(:v AS jsonb)" if is_json else ":v"} WHERE tenant_id = :t AND id = :i'
    )
    for some in (rows, [row for row in rows if row[1]]):
        point = connection.begin_nested()
        try:
            for id_, value in some:
                new = json.dumps(_marked(value, numbers)) if is_json else f"{SIGN}{next(numbers)}z"
                connection.execute(changed, {"v": new, "t": tenant, "i": id_})
        except IntegrityError:
            point.rollback()
        else:
            point.commit()
            return bool(some)
    return False


def _marked(value: Any, numbers: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _marked(v, numbers, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_marked(v, numbers, key) for v in value]
    if isinstance(value, str) and key not in KEPT_KEYS and not _PROGRAM.match(value):
        return f"{SIGN}{next(numbers)}z"
    return value


def _identities(connection: Connection, tenant: UUID) -> tuple[set[str], set[str]]:
    ids, hashes = {str(tenant)}, set()
    for table in migrate.models().tables.values():
        if "tenant_id" in table.c:
            ids |= {
                str(r[0])
                for r in connection.execute(text(f'SELECT id FROM "{table.name}" WHERE tenant_id = :t'), {"t": tenant})
            }
    for name in (n for n, why in NOT_FILLED.items() if why == A_HASH):
        table_, column = name.split(".")
        sql = f'SELECT "{column}" FROM "{table_}" WHERE tenant_id = :t AND "{column}" IS NOT NULL'
        hashes |= {str(r[0]) for r in connection.execute(text(sql), {"t": tenant})}
    return ids, hashes
