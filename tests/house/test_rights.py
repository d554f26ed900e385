"""Who comes through which door: every address that shows or takes something, for everybody who has to do with Amara.

The employee and her manager, who agree a plan; who leads the manager and who stands in for them; the former manager, who
signed nothing of it; her HR partner; an HR partner of other people; the head of HR; the tenant admin; a peer; a stranger;
somebody signed in at another organisation. The operator has no way in here at all: there is no such account, and commands show
no content.
"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import create_engine, text
from werkzeug.routing import Rule

from tenants.isolation import clock
from tests.fence.walk import crawl, doors
from tests.fence.walk.crawl import Walker
from tests.fence.walk.ground import Ground
from tests.fence.walk.world import MINE, THEIRS
from tests.house.rights import OF_OTHERS, ROWS
from tests.house_fixture import House

WHO = {
    "E": "amara",
    "M": "bo",
    "L": "ingrid",
    "D": "shore1",
    "F": "mira",
    "P": "chen",
    "X": "hugo",
    "H": "dara",
    "A": "tova",
    "N": "nia",
    "S": "anonymous",
}
"""The letters of the matrix; `O` is Amara at the address of the other organisation."""

OF = "{0} t JOIN person p ON (p.tenant_id, p.id) = (t.tenant_id, t.{1}) WHERE p.email_key LIKE '{2}@%' AND t.tenant_id = :t"
GUIDE = "FROM library_item WHERE tenant_id = :t AND title LIKE 'Agree a goal in one%' AND state = 'published'"
THINGS = {
    "assignment_id": f"SELECT t.id FROM {OF.format('hr_assignment', 'partner_id', 'chen')}",
    "change_id": f"SELECT t.id FROM {OF.format('person_email_change', 'person_id', 'nia')}",
    "check_in_id": f"SELECT t.id FROM {OF.format('check_in', 'employee_id', 'amara')} AND t.state = 'submitted'",
    "company_id": "SELECT id FROM company WHERE tenant_id = :t AND name = 'Energy'",
    "cycle_id": "SELECT id FROM cycle WHERE tenant_id = :t AND state = 'planning' AND kind = 'shared'",
    "file_draft_id": f"SELECT t.draft_id FROM {OF.format('file_draft_piece', 'author_id', 'bo')}",
    "entry_id": f"SELECT t.id FROM {OF.format('file_entry', 'author_id', 'bo')} AND t.kind = 'thanks'",
    "evidence_id": "SELECT id FROM file_evidence WHERE tenant_id = :t AND stored_id IS NOT NULL",
    "file_id": f"SELECT t.id FROM {OF.format('performance_file', 'employee_id', 'amara')} AND t.manager_id IN"
    " (SELECT id FROM person WHERE tenant_id = :t AND email_key LIKE 'bo@%')",
    "note_id": f"SELECT t.id FROM {OF.format('file_note', 'author_id', 'bo')}",
    "piece_id": f"SELECT t.id FROM {OF.format('file_draft_piece', 'author_id', 'bo')}",
    "deputyship_id": "SELECT id FROM deputyship WHERE tenant_id = :t",
    "draft_id": "SELECT d.id FROM feedback_draft d JOIN person p ON (p.tenant_id, p.id) = (d.tenant_id, d.author_id)"
    " WHERE d.tenant_id = :t AND p.email_key LIKE 'nia@%'",
    "feedback_id": f"SELECT t.id FROM {OF.format('feedback', 'giver_id', 'nia')} AND EXISTS (SELECT FROM feedback_sharing s"
    " WHERE (s.tenant_id, s.feedback_id) = (t.tenant_id, t.id))",
    "goal_id": "SELECT id FROM enterprise_goal WHERE tenant_id = :t AND title = 'Fewer faults'",
    "grant_id": f"SELECT t.id FROM {OF.format('person_grant', 'person_id', 'dara')}",
    "handover_id": f"SELECT t.id FROM {OF.format('plan_handover', 'former_id', 'bo')} AND t.state = 'asked'",
    "holiday_id": "SELECT id FROM holiday WHERE tenant_id = :t",
    "import_id": "SELECT id FROM people_import WHERE tenant_id = :t AND state = 'checked'",
    "key": "SELECT key FROM goal WHERE tenant_id = :t LIMIT 1",
    "mail_id": f"SELECT t.id FROM {OF.format('mail', 'person_id', 'amara')} LIMIT 1",
    "meeting_id": f"SELECT t.id FROM {OF.format('meeting', 'employee_id', 'amara')} AND t.state IN ('planned', 'prepared')"
    " LIMIT 1",
    "promise_id": f"SELECT t.id FROM {OF.format('meeting_promise', 'employee_id', 'amara')} LIMIT 1",
    "series_id": f"SELECT t.id FROM {OF.format('meeting_series', 'employee_id', 'amara')} AND t.state = 'proposed'",
    "topic_id": f"SELECT t.id FROM {OF.format('meeting_topic', 'author_id', 'amara')} AND t.state = 'open' LIMIT 1",
    "notice_id": f"SELECT t.id FROM {OF.format('notice', 'person_id', 'amara')} LIMIT 1",
    "person_id": "SELECT id FROM person WHERE tenant_id = :t AND email_key LIKE 'amara@%'",
    "plan_id": f"SELECT t.id FROM plan t JOIN cycle c ON (c.tenant_id, c.id) = (t.tenant_id, t.cycle_id) AND c.kind = 'shared'"
    f" WHERE t.id IN (SELECT t.id FROM {OF.format('plan', 'person_id', 'amara')})",
    "policy_id": "SELECT id FROM policy WHERE tenant_id = :t AND title = 'Of all'",
    "card_id": "SELECT id FROM question_card WHERE tenant_id = :t",
    "item_id": f"SELECT id {GUIDE}",
    "item_key": f"SELECT key {GUIDE}",
    "question_draft_id": f"SELECT t.id FROM {OF.format('question_draft', 'author_id', 'bo')}",
    "question_id": "SELECT id FROM question WHERE tenant_id = :t AND title = 'Somebody cries in every talk'",
    "reply_id": f"SELECT t.id FROM {OF.format('saved_reply', 'author_id', 'chen')}",
    "upload_id": "SELECT id FROM library_import WHERE tenant_id = :t ORDER BY id",
    "widening_id": "SELECT id FROM question_widening WHERE tenant_id = :t AND state = 'proposed'",
    "section_id": "SELECT s.id FROM policy_section s JOIN policy p ON (p.tenant_id, p.id) = (s.tenant_id, s.policy_id)"
    " WHERE s.tenant_id = :t AND p.title = 'Of all' ORDER BY s.id",
    "version_id": "SELECT v.id FROM policy_version v JOIN policy p ON (p.tenant_id, p.id) = (v.tenant_id, v.policy_id)"
    " WHERE v.tenant_id = :t AND p.title = 'Of all' AND v.state = 'in_force'",
    "position_id": "SELECT id FROM position WHERE tenant_id = :t AND title = 'Engineer'",
    "preparation_id": "SELECT id FROM agreement_preparation WHERE tenant_id = :t",
    "request_id": f"SELECT t.id FROM {OF.format('feedback_request', 'giver_id', 'nia')} AND t.state = 'asked'"
    " AND t.asker_id <> t.subject_id",
    "report_id": f"SELECT t.id FROM {OF.format('job', 'requester_id', 'bo')} AND t.kind = 'report' LIMIT 1",
    "rhythm_id": f"SELECT t.id FROM {OF.format('check_in_rhythm', 'employee_id', 'amara')} AND t.next_on IS NOT NULL",
    "session_id": f"SELECT t.id FROM {OF.format('sign_in_session', 'person_id', 'amara')} LIMIT 1",
    "template_id": "SELECT id FROM plan_template WHERE tenant_id = :t AND title = 'Of all'",
    "wish_id": f"SELECT t.id FROM {OF.format('person_right_wish', 'person_id', 'tova')} AND t.state = 'waiting' ORDER BY t.id",
    "a template's goal": "SELECT goals -> 0 ->> 'key' FROM plan_template WHERE tenant_id = :t AND title = 'Of all'",
    "unit_id": "SELECT id FROM unit WHERE tenant_id = :t AND name = 'Field'",
    "a contested entry": "SELECT c.entry_id FROM file_contest c WHERE c.tenant_id = :t AND c.state = 'contested'",
    "amara's own cycle": f"SELECT t.id FROM {OF.format('cycle', 'owner_id', 'amara')} AND t.state = 'draft'",
    "nia's own cycle": f"SELECT t.id FROM {OF.format('cycle', 'owner_id', 'nia')}",
    "somebody invited": "SELECT id FROM person WHERE tenant_id = :t AND state = 'invited'",
}
"""What the doors are tried with."""


def written() -> dict[tuple[str, str], str]:
    """The matrix by method and address."""
    return dict(ROWS)


def every(house: House) -> dict[tuple[str, str], Rule]:
    """What shows or takes something below an organisation."""
    rules = [rule for rule in crawl.rules(house) if not crawl.is_root(house, rule)]
    return {(method, r.rule): r for r in rules for method in (r.methods or set()) - {"HEAD", "OPTIONS"}}


def test_the_matrix_holds_every_address_once(house: House) -> None:
    lines = [door for door, _who in ROWS]
    assert len(lines) == len(set(lines))
    assert set(lines) == set(every(house)), "say in docs/rights.md who comes in"


@pytest.fixture(scope="module")
def things(walked: House, ground: Ground) -> dict[str, str]:
    engine = create_engine(walked.bed.url("postgres", walked.database))
    with engine.connect() as connection:
        found = {
            name: str(connection.execute(text(sql), {"t": walked.tenant(MINE)}).scalars().first())
            for name, sql in THINGS.items()
        }
    engine.dispose()
    assert "None" not in found.values(), found
    return found | {
        "invitation": ground.mine.of("link")[0],
        "reset": ground.mine.of("link")[1],
        "feed": ground.mine.of("link")[2],
        "no": "1",
    }


def path(house: House, rule: Rule, things: dict[str, str], slug: str = MINE) -> str:
    values = {a: things[OF_OTHERS.get(rule.rule, {}).get(a, a)] for a in rule.arguments}
    return crawl.path_of(house, rule, values, slug) + doors.QUERIES.get(rule.rule, "")


def comes_in(who: Walker, method: str, rule: Rule, where: str, sent: dict[str, Any]) -> bool:
    """Whether it is answered, be it by what is missing in the form: neither hidden nor refused nor led to the door."""
    seen = who.ask(method, where, data=sent) if method != "GET" else who.ask(method, where)
    assert seen.status < 500, (method, where)
    to_sign_in = seen.status == 303 and "/sign-in" in dict(seen.headers)["location"]
    leaves = method == "POST" and who.role != "anonymous" and rule.endpoint.startswith("sign_in.")
    return seen.status not in (403, 404) and (leaves or not to_sign_in)


@pytest.mark.slow
def test_everybody_comes_in_where_they_should_and_nowhere_else(walked: House, things: dict[str, str]) -> None:
    found: dict[tuple[str, str], str] = {}
    sent = {"/reports": {"kind": "plan", "subject": things["plan_id"], "version": "2"}}
    with crawl.watching(walked), clock.at(clock.now()):
        walkers = {letter: Walker(walked, role) for letter, role in WHO.items()}
        for (method, address), rule in every(walked).items():
            where, data = path(walked, rule, things), sent.get(address, {})
            found[method, address] = "".join(x for x, who in walkers.items() if comes_in(who, method, rule, where, data))
            if method == "GET" and comes_in(walkers["E"], method, rule, path(walked, rule, things, THEIRS), {}):
                found[method, address] += "O"  # forms of one organisation bear no token of another: sign_in's tests hold that
    expected = written()
    wrong = {door: f"{who or 'nobody'}, not {expected.get(door)}" for door, who in found.items() if expected.get(door) != who}
    assert wrong == {}
