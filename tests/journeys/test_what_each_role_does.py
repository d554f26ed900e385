"""Head of HR, HR partner, tenant admin, newcomer and employee do what is theirs: scripts on at one house, off at the other."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pypdf
import pytest
from sqlalchemy import update

from tenants import organisations
from tenants.files.models import File
from tenants.isolation import clock
from tests.factories import a_proposed_plan, an_agreed_plan, an_open_plan, filled
from tests.journeys.conftest import Live, press, send, state

pytestmark = pytest.mark.browser
WORDS = "a boat for two people"


@dataclass(frozen=True)
class Where:
    """An organisation, and who plays which part there."""

    slug: str
    scripts: bool
    head: str
    admin: str
    partner: str
    employee: str
    manager: str
    unit: str

    def at(self, path: str) -> str:
        return f"/o/{self.slug}{path}"


NORTH = Where("northlight", True, "dara", "tova", "chen", "amara", "bo", "Field Engineering")
TIDE = Where("tidewater", False, "gus", "ivy", "gus", "eve", "finn", "Crew")
BOTH = pytest.mark.parametrize("where", [NORTH, TIDE], ids=["scripts", "plain"])


@pytest.fixture
def outbox(live: Live, tmp_path: Path) -> Path:
    """Where letters are laid that a demo does not send."""
    app = live.house.app
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], home=str(tmp_path))
    return tmp_path / "outbox"


def link_to(live: Live, outbox: Path, who: str) -> str:
    """The path of the link in the newest letter to that address."""
    live.house.run_jobs()
    found = [message_from_bytes(each.read_bytes(), policy=policy.default) for each in sorted(outbox.glob("*/*.eml"))]
    texts = [each.get_body(("plain",)).get_content() for each in found if who in each["To"]]  # type: ignore[union-attr]
    link = re.search(r"http://localhost(/o/\S+)", texts[-1])
    assert link is not None, texts[-1]
    return link.group(1)


def today_at(live: Live, slug: str) -> date:
    with live.house.within(slug):
        return organisations.today()


def days(first: date) -> dict[str, str]:
    names = ("starts_on", "work_on", "appraisal_on", "diagnosis_on", "ends_on")
    return {name: (first + timedelta(days=n)).isoformat() for name, n in zip(names, (0, 30, 200, 230, 250), strict=True)}


@BOTH
def test_the_head_of_hr_opens_a_cycle_from_nothing_and_sees_how_far_it_is(live: Live, where: Where) -> None:
    with live.person(where.admin, scripts=where.scripts) as admin, live.person(where.head, scripts=where.scripts) as head:
        admin.goto(where.at("/settings/people/new"))
        send(admin, "person.add", name="Lone Wolf", email=f"lone@{where.slug}.example", unit=where.unit)
        assert "Nobody leads this person yet" in admin.inner_text("main")
        lone = admin.url

        head.goto(where.at("/cycle/new"))
        send(head, "cycle.draft", name="The year ahead", words="Something to be proud of.")
        assert state(head) == "draft"
        assert "Choose the scope" in head.inner_text("#readiness"), "a draft is kept, however little stands in it"
        head.click("#readiness a:has-text('Choose the scope')")
        today = today_at(live, where.slug)
        send(head, "cycle.change", units=where.unit, **days(today - timedelta(days=3)))
        assert "no manager, so nobody could agree a plan" in head.inner_text("#readiness")
        cycle = head.url
        press(head, "cycle.make_ready")
        assert "Something is missing" in head.inner_text("main")
        assert state(head) == "draft"

        admin.goto(lone)
        send(admin, "person.set_manager", manager=f"{where.manager}@{where.slug}.example")
        head.goto(cycle)
        while head.locator("[data-line=managers] p a").count():
            head.click("[data-line=managers] p a >> nth=0")
            send(head, "cycle.excuse", reason="Agrees with the board, not with a manager.")
            head.goto(cycle)
        assert "Everybody has a manager" in head.inner_text("#readiness")
        press(head, "cycle.make_ready")
        assert state(head) == "ready"
        press(head, "cycle.open_planning")
        assert state(head) == "planning"

        head.goto(where.at("/desk/"))
        assert "The year ahead" in head.inner_text("main")
        head.click("a:has-text('See who and where') >> nth=0")
        assert state(head) == "planning"
        told = head.inner_text("main")
        assert re.search(r"\b0 of \d+ agreed", told), told[:300]
        assert "Lone Wolf" in told
    with live.person(where.employee, scripts=where.scripts) as employee:
        employee.goto(where.at("/"))
        employee.click("main a:has-text('Draft my plan'), main a:has-text('Begin') >> nth=0")
        assert state(employee) in ("drafting", "open")


def test_an_hr_partner_reads_from_the_first_proposal_reminds_and_never_signs(live: Live) -> None:
    made = a_proposed_plan(live.house)
    for scripts in (True, False):
        with live.person("chen", scripts=scripts) as chen:
            chen.goto(NORTH.at("/desk/"))
            chen.click("a:has-text('See who and where') >> nth=0")
            row = chen.locator("main tbody tr", has_text="Amara Diallo")
            if scripts:
                row.locator('form[data-act="plan.remind"] button').click()
                chen.goto(NORTH.at("/desk/"))
                chen.click("a:has-text('See who and where') >> nth=0")
            assert "Reminded lately" in chen.locator("main tbody tr", has_text="Amara Diallo").inner_text()
            chen.goto(NORTH.at(made.path))
            assert state(chen) == "proposed"
            assert "You read as HR partner" in chen.inner_text("main")
            assert {form.get_attribute("data-act") for form in chen.locator("main form").all()} & {
                "plan.sign", "plan.counter", "plan.ask", "plan.propose",
            } == set()  # fmt: skip
    with live.person("bo", scripts=False) as bo:
        bo.goto(NORTH.at("/notices/"))
        assert "Chen reminds you" in bo.inner_text("main")
    with live.person("hugo", scripts=False) as hugo:
        assert hugo.goto(NORTH.at(made.path)).status == 404, "the partner of others"


@BOTH
def test_a_tenant_admin_builds_and_a_newcomer_comes_in(live: Live, where: Where, outbox: Path) -> None:
    today = today_at(live, where.slug).isoformat()
    with live.person(where.admin, scripts=where.scripts) as admin:
        admin.goto(where.at("/settings/companies/new"))
        send(admin, "company.open", name="New Harbour", legal_name="New Harbour Ltd", letterhead="Quay 1")
        assert state(admin) == "open"
        company = admin.url
        press(admin, "company.close")
        assert state(admin) == "closed", "nothing hangs on it"
        press(admin, "company.reopen")
        admin.goto(where.at("/settings/units/new"))
        send(admin, "unit.make", name="Cranes", company="New Harbour")
        assert "Cranes" in admin.inner_text("main")
        admin.goto(where.at("/settings/positions/new"))
        send(admin, "position.make", title="Crane driver", words="Lifts what others carry.")
        assert state(admin) == "open"
        admin.goto(where.at("/settings/people/new"))
        manager = f"{where.manager}@{where.slug}.example"
        fields = {"name": "欧阳 娜娜", "email": f"nana@{where.slug}.example", "position": "Crane driver", "manager": manager}
        send(admin, "person.add", unit="Cranes", **fields)
        assert state(admin) == "invited", admin.inner_text("main")[:500]
        person = admin.url
        admin.goto(where.at("/settings/partners"))
        partner = f"{where.partner}@{where.slug}.example"
        send(admin, "partner.assign", partner=partner, unit="Cranes", starts_on=today)
        assert "Cranes" in admin.inner_text("main table")
        admin.goto(where.at("/settings/grants"))
        send(admin, "grant.give", person=f"nana@{where.slug}.example", kind="Designs cycles")
        assert "欧阳 娜娜" in admin.inner_text("main")
        with live.person("anonymous", scripts=where.scripts) as nana:
            nana.goto(link_to(live, outbox, "nana@"))
            assert "欧阳 娜娜" in nana.inner_text("main")
            send(nana, "sign_in.choose_password", password=WORDS)
            live.sign_in(nana, "nana", where.slug, WORDS)
            nana.goto(where.at("/me/"))
            beside = nana.inner_text("body")
            assert {"finn": "Finn Gallagher", "bo": "Bo Jensen"}[where.manager] in beside
            assert {"gus": "Gus Almeida", "chen": "Chen Yifan"}[where.partner] in beside
        admin.goto(person)
        assert state(admin) == "active"
        admin.goto(company)
        assert "It cannot be closed yet" in admin.inner_text("main"), "somebody works there"
        assert admin.locator('form[data-act="company.close"]').count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_lost_password_other_devices_and_another_language(live: Live, outbox: Path, scripts: bool) -> None:
    with live.person("eve", scripts=scripts) as elsewhere, live.person("anonymous", scripts=scripts) as eve:
        eve.goto(TIDE.at("/sign-in"))
        eve.click("a[href$='/password-reset']")
        send(eve, "sign_in.ask_reset", email="eve@tidewater.example")
        assert "a mail with a link is on its way" in eve.inner_text("main")
        eve.goto(link := link_to(live, outbox, "eve@"))
        send(eve, "sign_in.choose_password", password=WORDS)
        assert "Your password is set" in eve.inner_text("body")
        elsewhere.goto(TIDE.at("/me/"))
        assert "/sign-in" in elsewhere.url, "a new password ends what was open"
        assert eve.goto(link).status == 410
        live.sign_in(eve, "eve", "tidewater", WORDS)
        live.sign_in(elsewhere, "eve", "tidewater", WORDS)
        eve.goto(TIDE.at("/mail/"))
        eve.click("main tbody a >> nth=0")
        assert "••••••" in eve.inner_text("#text"), "the demo shows the mail, and never its secret"
        eve.goto(TIDE.at("/account/"))
        send(eve, "person.change_own", language="中文")
        assert eve.get_attribute("html", "lang") == "zh"
        eve.goto(TIDE.at("/"))
        assert eve.locator("nav a", has_text="我的周期").count() >= 1
        eve.goto(TIDE.at("/sign-in/sessions"))
        press(eve, "sign_in.sign_out_everywhere")
        for page in (eve, elsewhere):
            page.goto(TIDE.at("/me/"))
            assert "/sign-in" in page.url


@BOTH
def test_an_own_cycle_begins_with_the_managers_agreement(live: Live, where: Where) -> None:
    today = today_at(live, where.slug)
    dates = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=120)).isoformat()}
    with (
        live.person(where.employee, scripts=where.scripts) as employee,
        live.person(where.manager, scripts=where.scripts) as bo,
    ):
        employee.goto(where.at("/me/"))
        employee.click("a[href$='/cycle/own/new'] >> nth=0")
        send(employee, "cycle.draft_own", reason="project", name="The switchover", words="I lead it.", **dates)
        assert state(employee) == "asked"
        path = employee.url
        bo.goto(where.at("/"))
        assert "The switchover" in bo.inner_text("main")
        bo.goto(path)
        send(bo, "cycle.answer_later", words="")
        assert "why not yet" in bo.inner_text(".errsum"), "an answer of no has a reason"
        send(bo, "cycle.answer_later", words="After the summer, once the depot stands.")
        assert "Your answer is given" in bo.inner_text("main")
        employee.goto(path)
        assert "once the depot stands" in employee.inner_text("main")
        press(employee, "cycle.ask")
        bo.goto(path)
        press(bo, "cycle.agree")
        assert state(bo) == "working"
        employee.goto(where.at("/me/"))
        assert "The switchover" in employee.inner_text("main")
        employee.goto(where.at("/plan/"))
        employee.click("main a:has-text('The switchover') >> nth=0")
        press(employee, "plan.draft")
        assert state(employee) == "open"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_later_of_two_who_write_chooses_on_one_page(live: Live, scripts: bool) -> None:
    made = an_open_plan(live.house)
    made.write("amara", _with("Mine: three depots", "Three depots charge."))
    made.write("bo", _with("Theirs: two depots", "Two depots charge."))
    made.propose("bo")
    with live.person("amara", scripts=scripts, width=320) as amara:
        amara.goto(NORTH.at(f"{made.path}/draft"))
        amara.click("a[href$='/draft/merge'] >> nth=0")
        if scripts:
            assert live.axe(amara) == []
            live.darkened(amara)
            assert live.axe(amara, "color-contrast") == []
            assert amara.evaluate("document.documentElement.scrollWidth") <= 320
        asked = {each.get_attribute("name") for each in amara.locator("[name^='choice/']").all()}
        for name in sorted(filter(None, asked)):
            amara.check(f'[name="{name}"][value={"both" if name.endswith("/words") else "theirs"}]', force=True)
        press(amara, "plan.merge")
        amara.wait_for_url("**/draft")
    goals = [goal.title for goal in made.content("amara").goals]
    assert "Theirs: two depots" in goals


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_what_is_agreed_changes_only_by_an_amendment_that_both_sign(live: Live, scripts: bool) -> None:
    made = an_agreed_plan(live.house)
    with live.person("amara", scripts=scripts) as amara, live.person("bo", scripts=scripts) as bo:
        amara.goto(NORTH.at(made.path))
        press(amara, "plan.amend")
        press(amara, "plan.draft")
        amara.click("main a[href*='/draft/goals/'] >> nth=0")
        amara.fill("[name=title]", "Amended: far fewer faults")
        amara.click('form[data-act="plan.save"] button[value=""], form[data-act="plan.save"] button:not([name])')
        amara.goto(NORTH.at(f"{made.path}/draft"))
        press(amara, "plan.propose")
        bo.goto(NORTH.at(made.path))
        assert state(bo) == "agreed", "version 1 stays in force meanwhile"
        assert "A change is being talked about" in bo.inner_text("main")
        send(bo, "plan.ask", words="How many fewer?")
        amara.goto(NORTH.at(made.path))
        assert "How many fewer?" in amara.inner_text("main")
        bo.goto(NORTH.at(made.path))
        press(bo, "plan.sign")
        assert "Version 2 is in force" in bo.inner_text("main") or "version 2 is in force" in bo.inner_text("main")
        assert "Amended: far fewer faults" in bo.inner_text("main")


def test_a_paper_is_asked_for_fetched_and_over_one_day(live: Live) -> None:
    made = an_agreed_plan(live.house)
    with live.person("amara") as amara:
        amara.goto(NORTH.at(made.path))
        press(amara, "report.ask")
        assert state(amara) in ("requested", "queued")
        live.house.run_jobs()
        amara.wait_for_selector("main[data-state=ready]")
        with amara.expect_download() as fetched:
            amara.click("a[href$='/file']")
        paper = pypdf.PdfReader(io.BytesIO(Path(fetched.value.path()).read_bytes()))
        text = " ".join(page.extract_text() for page in paper.pages)
        assert "Amara Diallo" in text
        assert "UTC" in text
        path = amara.url
        with live.house.within() as session:
            session.execute(update(File).values(expires_at=clock.now() - timedelta(minutes=1)))
        assert amara.request.get(f"{path}/file").status == 410
        amara.goto(path)
        assert "no longer kept" in amara.inner_text("main")


def _with(title: str, words: str) -> Any:
    def change(content: Any) -> Any:
        full = filled(content)
        return replace(full, goals=(replace(full.goals[0], title=title, words=words), *full.goals[1:]))

    return change
