"""The first component, lived in a browser: draft, propose, counter, ask, sign, and the paper. With scripts and without."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pytest

from tests.factories import a_proposed_plan, an_open_plan
from tests.journeys.conftest import Live, press, state

pytestmark = pytest.mark.browser


def write_a_goal(page: Any, title: str, weight: str) -> None:
    page.fill("[name=title]", title)
    page.fill("[name=words]", "Every fifth repair comes back within a month. 每五次维修就有一次返工。")
    page.fill("[name=weight]", weight)
    page.fill("[name=due_on]", page.get_attribute("[name=due_on]", "max") or "2027-03-01")
    page.fill('[name="criteria/l3"]', "At most 8 of 100 repairs come back.")
    result = page.get_attribute('[name^="key_results/"][name$="/title"]', "name").removesuffix("/title")
    page.fill(f'[name="{result}/title"]', "Repairs that come back")
    page.select_option(f'[name="{result}/direction"]', "down")
    page.fill(f'[name="{result}/start"]', "21")
    page.fill(f'[name="{result}/target"]', "8")
    page.click('form[data-act="plan.save"] button[value=""], form[data-act="plan.save"] button:not([name])')


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_two_people_agree_a_plan_and_get_it_on_paper(live: Live, scripts: bool) -> None:
    made = an_open_plan(live.house)
    path = f"/o/northlight/plan/plans/{made.id}"
    with live.person("amara", scripts=scripts) as amara, live.person("bo", scripts=scripts) as bo:
        amara.goto(path)
        assert state(amara) == "drafting"
        press(amara, "plan.draft")
        press(amara, "plan.add_goal")
        write_a_goal(amara, "Fewer faults that come back", "100")
        amara.goto(f"{path}/draft")
        press(amara, "plan.propose")
        assert state(amara) == "proposed", amara.inner_text("main")[:600]

        bo.goto(path)
        assert "Fewer faults that come back" in bo.inner_text("main")
        bo.fill('form[data-act="plan.counter"] [name=words]', "At most ten would be honest.")
        press(bo, "plan.counter")
        bo.click('main a[href*="/draft/goals/"] >> nth=0')
        bo.fill("[name=title]", "Far fewer faults that come back")
        bo.click('form[data-act="plan.save"] button[value=""], form[data-act="plan.save"] button:not([name])')
        bo.goto(f"{path}/draft")
        press(bo, "plan.propose")
        assert state(bo) == "proposed"

        amara.goto(path)
        assert amara.locator("ins", has_text="Far").count() >= 1, "the redline shows what Bo changed"
        press(amara, "plan.sign")
        assert state(amara) == "agreed"
        press(amara, "report.ask")
        assert "/reports/" in amara.url
        report = amara.url.split("?")[0]
        live.house.run_jobs()
        answer = amara.request.get(f"{report}/file")
        assert answer.status == 200
        text = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(answer.body())).pages)
        assert "Version 2" in text
        assert "Amara Diallo" in text
        assert "Bo Jensen" in text
        assert re.search(r"[0-9a-f]{64}", text.replace("\n", "").replace(" ", ""))


def test_a_double_click_signs_once(live: Live) -> None:
    made = a_proposed_plan(live.house)
    with live.person("bo") as bo:
        bo.goto(f"/o/northlight/plan/plans/{made.id}")
        with bo.expect_navigation():
            bo.dblclick('form[data-act="plan.sign"] button[type=submit]', no_wait_after=True)
        bo.wait_for_load_state("networkidle")
        bo.goto(f"/o/northlight/plan/plans/{made.id}")
        assert state(bo) == "agreed"


def test_words_save_themselves_and_come_back(live: Live) -> None:
    made = an_open_plan(live.house)
    with live.person("amara") as amara:
        amara.goto(f"/o/northlight/plan/plans/{made.id}")
        press(amara, "plan.draft")
        press(amara, "plan.add_goal")
        amara.fill("[name=title]", "Saved by itself 自动保存")
        amara.wait_for_selector(r"#saved >> text=/\S/")
        with amara.expect_response(lambda r: "/autosave" in r.url):
            amara.type("[name=words]", "word after word")
        amara.wait_for_load_state("networkidle")
        amara.reload()
        assert amara.input_value("[name=title]") == "Saved by itself 自动保存"
