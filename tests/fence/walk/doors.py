"""Which id each address, each query and each field of a form asks for. Who adds a route or a field says it here.

An argument that stands in none of these tables makes the walk fail, and the failure tells what to add.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlalchemy import Connection, create_engine, text

from tests.house_fixture import House

PATHS: dict[str, str] = {
    "assignment_id": "hr_assignment",
    "card_id": "question_card",
    "change_id": "person_email_change",
    "check_in_id": "check_in",
    "company_id": "company",
    "cycle_id": "cycle",
    "file_draft_id": "file_draft",
    "entry_id": "file_entry",
    "evidence_id": "file_evidence",
    "file_id": "performance_file",
    "note_id": "file_note",
    "piece_id": "file_draft_piece",
    "deputyship_id": "deputyship",
    "draft_id": "feedback_draft",
    "feedback_id": "feedback",
    "goal_id": "enterprise_goal",
    "grant_id": "person_grant",
    "handover_id": "plan_handover",
    "holiday_id": "holiday",
    "item_id": "library_item",
    "import_id": "people_import",
    "key": "goal key",
    "mail_id": "mail",
    "meeting_id": "meeting",
    "notice_id": "notice",
    "person_id": "person",
    "plan_id": "plan",
    "policy_id": "policy",
    "position_id": "position",
    "preparation_id": "agreement_preparation",
    "promise_id": "meeting_promise",
    "question_draft_id": "question_draft",
    "question_id": "question",
    "reply_id": "saved_reply",
    "report_id": "job",
    "request_id": "feedback_request",
    "rhythm_id": "check_in_rhythm",
    "series_id": "meeting_series",
    "section_id": "policy_section",
    "session_id": "sign_in_session",
    "template_id": "plan_template",
    "token": "link",
    "topic_id": "meeting_topic",
    "unit_id": "unit",
    "upload_id": "library_import",
    "version_id": "policy_version",
    "widening_id": "question_widening",
    "wish_id": "person_right_wish",
}
"""Arguments of routes, and the table whose rows they name."""

WORDS: dict[str, tuple[str, ...]] = {
    "no": ("1", "2"), "file": ("house.css",), "name": ("home", "404"), "item_key": ("agree-a-goal-in-one-talk", "no-such-key"),
}  # fmt: skip
"""Arguments of routes that name nothing of anybody, with what is tried."""

QUERIES: dict[str, str] = {
    "/find": "?q=zqx",
    "/plan/plans/<uuid:plan_id>/redline": "?from=1&to=2",
    "/policies/<uuid:policy_id>/redline": "?from=1&to=2",
    "/plan/together/results": "?seed=00000000-0000-4000-8000-000000000001",
}
"""What an address must say beside its ids to be answered at all."""

BEHIND = (
    "/cycle/?kind=own", "/settings/people?state=left", "/threads/desk?which=live&whose=all", "/threads/all",
    "/library/desk?show=draft", "/library/desk?show=retired",
)  # fmt: skip
"""Lists behind a tab or a filter, to which no page leads that shows their things."""

FIELDS: dict[str, str] = {
    "about": "goal key",
    "address": "goal key",
    "answer_id": "question_post",
    "another": "unit",
    "op": "goal key",
    "cycle": "cycle",
    "company": "company",
    "company_id": "company",
    "companies": "company",
    "contributes": "enterprise_goal",
    "company_ids": "company",
    "deputy": "person",
    "object": "plan",
    "of": "person",
    "reader": "person",
    "manager": "person",
    "manager_id": "person",
    "owner": "person",
    "parent": "unit",
    "parent_id": "unit",
    "partner": "person",
    "partner_id": "person",
    "giver": "person",
    "goal": "goal key",
    "plans": "plan",
    "positions": "position",
    "template": "plan_template_version",
    "person": "person",
    "person_id": "person",
    "position": "position",
    "report": "person",
    "result_id": "enterprise_key_result",
    "second_giver": "person",
    "third_giver": "person",
    "position_id": "position",
    "subject": "plan",
    "unit": "unit",
    "unit_id": "unit",
    "units": "unit",
    "unit_ids": "unit",
}
"""Fields of forms and queries that name a row."""

SHAPES: dict[str, tuple[str, ...]] = {
    "address": ("goals/{}/title",),
    "op": ("remove-result:{}", "remove-support:{}", "take:{}"),
    "about": ("{}", "goals/{}/title"),
}
"""How such a field says it, where it is more than the bare id."""

TYPED = frozenset(
    {"deputy", "giver", "manager", "of", "owner", "partner", "person", "reader", "report", "second_giver", "third_giver"}
)
"""Fields in which a person is typed: by address or name, too."""

NAMES: dict[str, dict[str, str]] = {
    "/meetings/<uuid:meeting_id>/minutes": {"topic/{}": "meeting_line"},
    "/plan/plans/<uuid:plan_id>/draft/weights": {"weight/{}": "goal key"},
    "/plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>": {"key_results/{}/title": "goal key", "support/{}/words": "goal key"},
    "/plan/together": {"key_results/{}/title": "goal key"},
    "/plan-template/<uuid:template_id>/weights": {"weight/{}": "goal key"},
    "/plan-template/<uuid:template_id>/goals/<uuid:key>": {"key_results/{}/title": "goal key", "support/{}/words": "goal key"},
    "/enterprise/goals/<uuid:goal_id>/changes": {"key_results/{}/title": "enterprise_key_result"},
    "/enterprise/goals/<uuid:goal_id>/check-ins": {"said/{}/value": "enterprise_key_result"},
    "/check-ins/<uuid:check_in_id>/statements": {"said/{}/progress": "goal key"},
    "/check-ins/<uuid:check_in_id>/answers": {"said/{}/words": "goal key"},
    "/check-ins/<uuid:check_in_id>/draft": {"said/{}/words": "goal key", "said/{}/progress": "goal key"},
    "/check-ins/<uuid:check_in_id>/draft/autosave": {"said/{}/words": "goal key", "said/{}/progress": "goal key"},
    "/plan/plans/<uuid:plan_id>/draft/goals/<uuid:key>/autosave": {"key_results/{}/title": "goal key"},
    "/plan/plans/<uuid:plan_id>/draft/merge": {"choice/goals/{}/title": "goal key"},
}
"""Fields whose own name bears an id, by the route that takes them."""

PLAIN = re.compile(
    r"""(?x) ^(?: csrf_token | version | draft_version | seen | hash | part | kind | state | redline | asked | field | from | to
    | after | before | q | next | v | email | new_email | password | password_now | username | nobody | keep
    | all_company | all_unit | all_position | read | at_once
    | words | win | name | called | title | reason | why | seed | legal_name | letterhead | external_id | holiday_name
    | address | closed_on
    | (?:starts|work|appraisal|diagnosis|ends)_on | day | last_day | language | time_zone | working_days
    | brand_hue | brand_chroma | threshold | mediation_rounds
    | topic | own | at_once | in_the_morning | answers/[a-z_]+
    | happened_on | whose | since | until | url | over
    | although | standing | promised | organisation | back | further | mine | theirs | kept
    | weight | due_on | challenge | outlives | criteria/l | (?:choice|words)/.*
    | (?:key_results|support|said)/[0-9a-f-]+/[a-z_]+ | confidence | ending | (?:units|plans)-(?:after|before)
    | audience | review_on | effective_on | asks | original_no | no | section | (?:title|body|binding)/[0-9a-z]+ | two_person
    | employees_ask | folder | written_for | anew
    | all | days | which | after | also | body | summary | wording | level | steps | skill | phase | signal | task
    | label | path | publishes | files | guide | blank | looked | minded | named | no_policy | shared | standing
    | anchors-\d+-[a-z]+ | language | verdict | addition
    | answered | facts | tried | options | note | time | minutes | place | purpose | first_on | whose | answer | starter
    | with_names | without
    | topic/[0-9a-f-]+
    | columns | date_order | make_(?:company|unit|position) | rest | end_missing | missing_on | show | file
    | invitations_per_minute | [a-z_]+_hours | day_(?:begins|ends)
    | [a-z_]+_days | levels-\d+-(?:key|label|words) | criteria-\d+-(?:key|title|words_l) | weight/[0-9a-f-]+ )$"""
)
"""Fields that hold words, numbers, dates or choices of the program."""


IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Unmapped(AssertionError):
    """A route or a field that nobody mapped."""


@dataclass(frozen=True)
class Keys:
    """The ids of one organisation, by kind: a few rows of each, spread over the states that rows are in."""

    slug: str
    ids: dict[str, list[str]]
    together: dict[tuple[str, ...], list[dict[str, str]]] = field(default_factory=dict)
    """Ids that belong together, for routes with two."""

    def of(self, kind: str) -> list[str]:
        """Ids of rows of that kind."""
        found = self.ids[kind]
        assert found, f"{self.slug} has no {kind}: let world.py make one"
        return found


_SPREAD = {
    "notice": "person_id",
    "sign_in_session": "person_id",
    "mail": "person_id",
    "plan": "(SELECT concat(a.state, a.second_id, (SELECT state FROM amendment m WHERE m.agreement_id = a.id"
    " AND m.tenant_id = a.tenant_id ORDER BY m.id DESC LIMIT 1)) FROM agreement a"
    " WHERE a.tenant_id = t.tenant_id AND a.id = t.agreement_id)",
    "job": "concat(kind, state)",
    "library_item": "concat(state, kind)",
    "question": "concat(state, audience, (SELECT string_agg(w.state, ' ' ORDER BY w.id) FROM question_widening w"
    " WHERE w.tenant_id = t.tenant_id AND w.question_id = t.id))",
    "check_in": "concat(state, (SELECT p.email_key LIKE 'amara@%' FROM person p WHERE p.tenant_id = t.tenant_id"
    " AND p.id = t.employee_id))",
    "file_entry": "concat(state, author_id IS NULL, (SELECT c.state FROM file_contest c WHERE c.tenant_id = t.tenant_id"
    " AND c.entry_id = t.id))",
    "person": "state",
    "cycle": "concat(kind, state)",
    "person_grant": "kind",
    "person_right_wish": "concat(kind, state)",
    "company": "id",
    "unit": "id",
    "meeting": "concat(state, employee_id, purpose)",
    "meeting_line": "state",
    "meeting_promise": "concat(state, owner_id)",
    "meeting_topic": "concat(state, author_id)",
    "meeting_series": "concat(state, employee_id)",
    "plan_handover": "concat(state, EXISTS (SELECT FROM plan_handover_answer a"
    " WHERE a.tenant_id = t.tenant_id AND a.handover_id = t.id))",
}
"""Of what each row tried is another: by state unless said here."""

TOGETHER: dict[tuple[str, ...], str] = {
    (
        "plan_id",
        "preparation_id",
    ): "SELECT p.id::text AS plan_id, d.id::text AS preparation_id FROM agreement_preparation d JOIN"
    " plan p ON (p.tenant_id, p.agreement_id) = (d.tenant_id, d.agreement_id) WHERE d.tenant_id = :t ORDER BY d.id",
    ("key", "plan_id"): "SELECT DISTINCT ON (d.author_id) g ->> 'key' AS key, p.id::text AS plan_id FROM agreement_draft d JOIN"
    " plan p ON (p.tenant_id, p.agreement_id) = (d.tenant_id, d.agreement_id), jsonb_array_elements(d.content -> 'goals') g"
    " WHERE d.tenant_id = :t ORDER BY d.author_id, d.id, g ->> 'key'",
    ("key", "template_id"): "SELECT g ->> 'key' AS key, t.id::text AS template_id FROM plan_template t,"
    " jsonb_array_elements(t.goals) g WHERE t.tenant_id = :t ORDER BY t.state, t.id, g ->> 'key' LIMIT 6",
    (
        "file_draft_id",
        "piece_id",
    ): "SELECT draft_id::text AS file_draft_id, id::text AS piece_id FROM file_draft_piece WHERE tenant_id = :t ORDER BY id",
    ("cycle_id", "person_id"): "SELECT c.id::text AS cycle_id, s.person_id::text FROM cycle c JOIN participation s"
    " ON (s.tenant_id, s.cycle_id) = (c.tenant_id, c.id) WHERE c.tenant_id = :t AND (s.state = 'excused' OR s.id IN"
    " (SELECT DISTINCT ON (cycle_id) id FROM participation WHERE tenant_id = :t AND state = 'in' ORDER BY cycle_id, id))"
    " ORDER BY c.kind, c.state, s.state, s.id",
}
"""Where the rows of two arguments belong together."""

_JOINED = "JOIN agreement a ON (a.tenant_id, a.id) = (p.tenant_id, p.agreement_id)"
_THERE = f"SELECT p.id FROM plan p {_JOINED} WHERE p.tenant_id = :t"
_OF_IT = "d WHERE (d.tenant_id, d.agreement_id) = (a.tenant_id, a.id)"
BESIDE = (
    f"{_THERE} AND EXISTS (SELECT FROM agreement_preparation {_OF_IT}) ORDER BY p.id LIMIT 1",
    f"{_THERE} AND EXISTS (SELECT FROM agreement_draft {_OF_IT} AND d.author_id NOT IN (a.first_id, a.second_id)) LIMIT 1",
    f"{_THERE} AND a.adoption_since IS NOT NULL ORDER BY p.id LIMIT 1",
    f"{_THERE} AND EXISTS (SELECT FROM agreement_draft {_OF_IT} AND d.content -> 'goals' = '[]') ORDER BY p.id LIMIT 1",
)
"""Plans where more is to be done than their state says: something was prepared, a deputy writes, an adoption is due,
a draft is empty.
"""

MOST = 16


def keys(house: House, slug: str) -> Keys:
    """The ids of an organisation, read past every fence."""
    engine = create_engine(house.bed.url("postgres", house.database))
    tenant = house.tenant(slug)
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table in {*PATHS.values(), *FIELDS.values(), *OF_QUESTIONS.values(), "meeting_line"} - {"link", "goal key"}:
            found[table] = _some(connection, table, tenant)
        found["person"] += _ids(connection, "SELECT person_id FROM plan WHERE tenant_id = :t ORDER BY id LIMIT 3", tenant)
        own = "SELECT l.id FROM plan l JOIN person p ON (p.tenant_id, p.id) = (l.tenant_id, l.person_id) WHERE l.tenant_id = :t"
        of_amara = _ids(connection, f"{own} AND p.email_key LIKE 'amara@%' ORDER BY l.id", tenant)
        found["plan"] += [i for i in of_amara if i not in found["plan"]]  # each employee who walks has a plan among these
        for more in BESIDE:
            found["plan"] += [i for i in _ids(connection, more, tenant) if i not in found["plan"]]
        found["goal key"] = _ids(connection, "SELECT key FROM goal WHERE tenant_id = :t ORDER BY id LIMIT 3", tenant)
        found["person"] += _ids(connection, "SELECT id FROM person WHERE tenant_id = :t AND leaves_on IS NOT NULL", tenant)
        stood_for = "SELECT person_id FROM deputyship WHERE tenant_id = :t ORDER BY id LIMIT 1"
        found["person"] += [i for i in _ids(connection, stood_for, tenant) if i not in found["person"]]
        waiting = "SELECT employee_id FROM meeting_series WHERE tenant_id = :t AND state = 'proposed' ORDER BY id LIMIT 2"
        found["person"] += [i for i in _ids(connection, waiting, tenant) if i not in found["person"]]
        found["link"] = LINKS.get(slug, [])
        together = {
            names: [dict(row._mapping) for row in connection.execute(text(sql), {"t": tenant})]
            for names, sql in TOGETHER.items()
        }
    engine.dispose()
    return Keys(slug, found, together)


def typed(house: House, slug: str) -> list[tuple[str, str]]:
    """How somebody there is found by what is typed, beside the same that nobody is called."""
    engine = create_engine(house.bed.url("postgres", house.database))
    with engine.connect() as connection:
        sql = "SELECT email_key, name FROM person WHERE tenant_id = :t AND state = 'active' ORDER BY id LIMIT 1"
        row = connection.execute(text(sql), {"t": house.tenant(slug)}).one()
    engine.dispose()
    return [(found, re.sub(r"\d+", "9999999", found)) for found in row]


def _some(connection: Connection, table: str, tenant: UUID) -> list[str]:
    columns = _ids(connection, f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'", tenant)
    spread = _SPREAD.get(table, "state" if "state" in columns else "id")
    inner = f"SELECT DISTINCT ON ({spread}) id FROM {table} t WHERE tenant_id = :t ORDER BY {spread}, id"
    return _ids(connection, f"SELECT id FROM ({inner}) s LIMIT {MOST}", tenant)


def _ids(connection: Connection, sql: str, tenant: UUID) -> list[str]:
    return [str(row[0]) for row in connection.execute(text(sql), {"t": tenant})]


LINKS: dict[str, list[str]] = {}
"""The one-use tokens of each organisation, known because `markers.plant_links` made them: an invitation, a reset,
a calendar feed."""


def unknown(kind: str) -> str:
    """An id, or a token, that nobody ever gave."""
    return secrets.token_urlsafe(32) if kind == "link" else str(uuid4())


MALFORMED = ("0", "not-an-id", "%27%20OR%201=1--", "../../etc/passwd", "00000000-0000-0000-0000-00000000000g", "é" * 40)


def kind_of_path(argument: str) -> str | None:
    """The kind that an argument of a route names; None where it names nothing. Raises Unmapped."""
    if argument in WORDS:
        return None
    if argument not in PATHS:
        raise Unmapped(
            f"the route argument “{argument}” is not mapped: add it to PATHS (or to WORDS) in tests/fence/walk/doors.py"
        )
    return PATHS[argument]


OF_QUESTIONS = {
    "answer": "question_post", "answer_id": "question_post", "sections": "policy_section", "target": "question",
    "saved_reply": "saved_reply",
}  # fmt: skip
"""Fields of questions, some of which mean words elsewhere."""


def kind_of_field(name: str, rule: str = "") -> str | None:
    """The kind that a field of the route `rule` names; None for words. Raises Unmapped."""
    bare = re.sub(r"[-_.]?\d+$", "", name)
    if rule.startswith(("/threads/", "/preview/")) and bare in OF_QUESTIONS and not rule.endswith("/widenings"):
        return OF_QUESTIONS[bare]
    if bare in FIELDS:
        return FIELDS[bare]
    if PLAIN.match(bare):
        return None
    raise Unmapped(f"the field “{name}” is not mapped: add it to FIELDS or PLAIN in tests/fence/walk/doors.py")
