"""Journeys with scripts off, refusals in plain words, other organisations' ids, and statements that do not grow."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from saas import cycle
from tenants import isolation, organisations, people
from tests import factories
from tests.house_fixture import forms, main_of, text_of
from tests.saas.cycle import cycles

LONG = "Zyklus " * 17


def dates(phases=None):
    return {name: day.isoformat() for name, day in (phases or cycles.phases()).as_dict().items()}


def unit_id(house, name="Field"):
    with house.within():
        return str(cycles.unit(name))


def test_hr_designs_a_cycle_mends_what_is_missing_opens_it_and_begins_work(house):
    dara = house.browser("dara")
    form = dara.get("/cycle/new")
    page = dara.follow(dara.act(form, "cycle.draft", name="Das Jahr 2027 · 绩效 🚀", **dates()))
    assert main_of(page)["state"] == "draft"
    assert "The scope takes in nobody." in text_of(page)
    refused = dara.act(page, "cycle.make_ready")
    assert refused.status_code == 422
    assert "Something is missing" in text_of(refused)
    edit = dara.get(f"/cycle/{main_of(page)['id']}/edit")
    page = dara.follow(dara.act(edit, "cycle.change", units=unit_id(house)))
    assert "4 people would take part." in text_of(page)
    page = dara.follow(dara.act(page, "cycle.make_ready"))
    page = dara.follow(dara.act(page, "cycle.open_planning"))
    assert main_of(page) | {"object": "cycle", "state": "planning"} == main_of(page)
    assert "4 people take part." in text_of(page)
    page = dara.follow(dara.act(page, "cycle.start_work"))
    assert main_of(page)["state"] == "working"
    assert "Das Jahr 2027 · 绩效 🚀" in text_of(house.browser("amara").get(f"/cycle/{main_of(page)['id']}"))


def test_the_lists_of_cycles_can_be_narrowed_to_one_company(house):
    cycles.opened(house, name="Fieldwork")
    cycles.own(house)
    with house.within():
        by_name = {company.name: company.id for company in organisations.companies()}
    for who, kind, title in (("dara", "shared", "Fieldwork"), ("bo", "own", "The harbour")):
        browser = house.browser(who)
        path = f"/cycle/?kind={kind}&company="
        for company in ("", by_name["Northlight Energy"], "nonsense"):
            assert title in text_of(browser.get(f"{path}{company}")), (kind, company)
        for elsewhere in (by_name["Northlight Asia"], uuid4()):
            page = text_of(browser.get(f"{path}{elsewhere}"))
            assert title not in page
            assert "No cycle fits" in page
        assert f'name="kind" value="{kind}"' in browser.get(path).text or kind == "shared", "the tab is kept"


def test_an_employee_asks_the_manager_says_not_yet_and_then_agrees(house):
    amara, bo = house.browser("amara"), house.browser("bo")
    today = isolation.clock.today("UTC")
    wish = {"reason": "new_role", "name": "Team lead", "starts_on": today.isoformat(), "words": "我想学习带团队。"}
    form = amara.get("/cycle/own/new")
    page = amara.follow(amara.act(form, "cycle.draft_own", ends_on=(today + timedelta(days=150)).isoformat(), **wish))
    assert main_of(page)["state"] == "asked"
    url = f"/cycle/{main_of(page)['id']}"
    seen = bo.get(url)
    assert "我想学习带团队。" in text_of(seen)
    assert bo.act(seen, "cycle.answer_later", words=" ").status_code == 422
    assert bo.act(bo.get(url), "cycle.answer_later", words="After the audit, then yes.").status_code == 303
    assert bo.get(url).status_code == 404, "it is her draft again"
    page = amara.get(url)
    assert "After the audit, then yes." in text_of(page)
    amara.act(page, "cycle.ask")
    page = bo.follow(bo.act(bo.get(url), "cycle.agree"))
    assert main_of(page)["state"] == "working"
    assert not forms(page).keys() & {"cycle.agree", "cycle.answer_later"}


def test_a_wish_can_be_kept_as_a_draft_and_taken_back(house):
    amara = house.browser("amara")
    today = isolation.clock.today("UTC")
    given = {
        "reason": "project",
        "name": "Harbour",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(99)).isoformat(),
    }
    page = amara.follow(amara.act(amara.get("/cycle/own/new"), "cycle.draft_own", keep="1", **given))
    assert main_of(page)["state"] == "draft"
    page = amara.follow(amara.act(page, "cycle.ask"))
    page = amara.follow(amara.act(page, "cycle.take_back"))
    assert main_of(page)["state"] == "draft"
    edit = amara.get(f"/cycle/{main_of(page)['id']}/own/edit")
    page = amara.follow(amara.act(edit, "cycle.change_own", name="Harbour, second pier"))
    assert "second pier" in text_of(page)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "x" * 121}, "120"),
        ({"starts_on": "soon"}, "date"),
        ({"starts_on": ""}, "Enter a date."),
        ({"ends_on": "2020-01-01"}, "The last day cannot lie before the diagnosis begins."),
        ({"units": "no-unit"}, "Choose from the list."),
        ({"units": str(uuid4())}, "Choose units from the list."),
        ({"companies": str(uuid4())}, "Choose companies from the list."),
        ({"levels-0-label": "Reached"}, "Two levels have the same name."),
    ],
)
def test_a_wrong_form_comes_back_with_its_words_and_a_summary(house, wrong, says):
    dara = house.browser("dara")
    form = forms(dara.get("/cycle/new"))["cycle.draft"]
    sent = {**form.fields, "name": "绩效 2027 🌊", "words": "Kept as typed", **dates(), **wrong}
    answer = dara.post(form.action, sent)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "There is a problem" in text_of(answer)
    assert "<title>Error: Design a cycle" in html
    assert "Kept as typed" in html
    assert ("绩效 2027 🌊" in html) == ("name" not in wrong)
    assert "psycopg" not in html


@pytest.mark.parametrize(
    "wrong", [{"reason": "because"}, {"reason": ""}, {"ends_on": ""}, {"ends_on": "2020-02-02"}, {"name": " "}]
)
def test_a_wrong_wish_comes_back_with_its_words(house, wrong):
    amara = house.browser("amara")
    today = isolation.clock.today("UTC")
    given = {
        "reason": "project",
        "name": "Harbour",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(99)).isoformat(),
    }
    answer = amara.post("/cycle/own", {**given, "words": "Lies mich 读我", **wrong})
    assert answer.status_code == 422
    assert "Lies mich 读我" in answer.get_data(as_text=True)


def test_days_that_cannot_be_are_told_together_with_what_else_is_missing(house):
    today = isolation.clock.today("UTC")
    given = {"name": "Harbour", "starts_on": (today + timedelta(99)).isoformat(), "ends_on": today.isoformat()}
    told = text_of(house.browser("amara").post("/cycle/own", given))
    assert "Choose what the cycle is for." in told
    assert "The last day cannot lie before the first." in told
    assert "The appraisal cannot begin before" not in told, "nobody entered that day"


def test_who_has_left_is_counted_and_listed_nowhere(house):
    made = factories.an_open_cycle(house)
    path = f"/cycle/{made}"
    dara = house.browser("dara")
    before = int(re.search(r"(\d+) people take part", text_of(dara.get(path))).group(1))
    assert "Nia Adeyemi" in text_of(dara.get(path + "/participants"))
    with house.within():
        people.leave(people.by_email("nia@northlight.example"), by=None)
    assert f"{before - 1} people take part" in text_of(dara.get(path))
    assert "Nia Adeyemi" not in text_of(dara.get(path + "/participants"))


def test_long_names_break_nothing(house):
    made = cycles.draft(house, name=LONG.strip())
    assert LONG.strip() in text_of(house.browser("dara").get(f"/cycle/{made.id}"))


def test_a_draft_that_somebody_else_saved_meanwhile_shows_theirs_and_keeps_mine(house):
    made = cycles.draft(house)
    dara = house.browser("dara")
    old = forms(dara.get(f"/cycle/{made.id}/edit"))["cycle.change"]
    house_tova = house.browser("tova")
    house_tova.act(house_tova.get(f"/cycle/{made.id}/edit"), "cycle.change", name="Tova's name")
    answer = dara.post(old.action, {**old.fields, "name": "My name"})
    assert answer.status_code == 409
    assert "Tova's name" in text_of(answer)
    assert forms(answer)["cycle.change"].fields["name"] == "My name"
    assert dara.act(answer, "cycle.change").status_code == 303


def test_an_old_button_answers_409(house):
    made = cycles.draft(house)
    dara = house.browser("dara")
    page = dara.get(f"/cycle/{made.id}")
    dara.act(page, "cycle.make_ready")
    assert dara.act(page, "cycle.make_ready").status_code == 409


def test_a_person_is_excused_with_a_reason_and_comes_back(house):
    made = cycles.opened(house)
    dara, amara = house.browser("dara"), house.person("amara")
    url = f"/cycle/{made.id}/participants/{amara}"
    assert dara.act(dara.get(url), "cycle.excuse", reason="").status_code == 422
    page = dara.follow(dara.act(dara.get(url), "cycle.excuse", reason="休假至六月"))
    assert main_of(page)["state"] == "excused"
    assert "休假至六月" in text_of(house.browser("amara").get(url)), "she can read why"
    assert house.browser("nia").get(url).status_code == 404
    page = dara.follow(dara.act(page, "cycle.include"))
    assert main_of(page)["state"] == "in"


def test_a_late_joiner_is_found_and_added(house):
    made = cycles.opened(house)
    dara = house.browser("dara")
    found = dara.get(f"/cycle/{made.id}/participants/new?q=hug")
    assert "Hugo Martins" in text_of(found)
    assert main_of(dara.follow(dara.act(found, "cycle.include")))["state"] == "in"
    assert "Nobody found" in text_of(dara.get(f"/cycle/{made.id}/participants/new?q=amara"))


def test_lists_of_participants_show_each_reader_their_own(house):
    made = cycles.opened(house)
    url = f"/cycle/{made.id}/participants"
    assert house.browser("amara").get(url).status_code == 404
    names = ("Amara Diallo", "Nia Adeyemi", "Mira Haddad")
    expected = {"bo": {0, 1}, "chen": {0, 1, 2}, "hugo": set(), "tova": {0, 1, 2}}
    for who, indexes in expected.items():
        text = text_of(house.browser(who).get(url)).split("Who takes part", 1)[1]
        table = text.partition("People in The year")[2]
        assert {n for n, name in enumerate(names) if name in table} == indexes, who
    narrowed = text_of(house.browser("dara").get(url + f"?q=nia&unit={unit_id(house)}&state=in"))
    assert "Nia Adeyemi" in narrowed
    assert "Mira Haddad" not in narrowed


def test_those_without_a_manager_are_shown_where_the_check_names_them(house):
    made = cycles.draft(house, scope="People")
    dara = house.browser("dara")
    way = f"/cycle/{made.id}/participants?state=unled"
    assert f'href="/o/northlight{way}"' in dara.get(f"/cycle/{made.id}").get_data(as_text=True)
    table = text_of(dara.get(way)).partition("People in The year")[2]
    assert "Ingrid Holm" in table
    assert "Chen Yifan" not in table


def test_ids_of_another_organisation_are_like_random_ones(house):
    made, own = cycles.opened(house), cycles.own(house)
    gus = house.browser("gus")
    paths = ("", "/edit", "/participants", "/participants/new", f"/participants/{house.person('amara')}", "/own/edit")
    posts = ("changes", "days", "readiness", "drafts", "openings", "work", "cancellations", "requests", "withdrawals",
             "agreements", "answers", "own/changes", f"participants/{house.person('amara')}/excuses")  # fmt: skip
    for there in (made.id, own.id):
        for path in paths:
            theirs, random = gus.get(f"/cycle/{there}{path}"), gus.get(f"/cycle/{uuid4()}{path}")
            assert (theirs.status_code, text_of(theirs)) == (404, text_of(random)) or theirs.status_code == 404, path
        for path in posts:
            assert gus.post(f"/cycle/{there}/{path}", {"version": "1"}).status_code == 404, path
    assert cycles.state_of(house, made)[0] == "planning"


def test_who_sees_a_page_without_its_acts_is_refused_them(house):
    made = cycles.opened(house)
    amara = house.browser("amara")
    page = amara.get(f"/cycle/{made.id}")
    assert [name for name in forms(page) if name.startswith("cycle.")] == []
    for path in ("cancellations", "work", "days"):
        assert amara.post(f"/cycle/{made.id}/{path}", {"version": "3", "words": "x"}).status_code == 403
    assert amara.get("/cycle/new").status_code == 404


def test_days_are_moved_with_a_form(house):
    made = cycles.opened(house)
    dara = house.browser("dara")
    edit = dara.get(f"/cycle/{made.id}/edit")
    assert dara.act(edit, "cycle.move_phases", starts_on=(made.starts_on + timedelta(1)).isoformat()).status_code == 422
    page = dara.follow(dara.act(edit, "cycle.move_phases", work_on=(made.work_on + timedelta(7)).isoformat()))
    assert "The days are moved" in text_of(page)


@pytest.mark.slow
def test_statements_do_not_grow_with_people(house):
    dara = house.browser("dara")
    counts = []
    for more in (10, 150):
        cycles.crowd(house, more)
        made = cycles.draft(house, name=f"Of {more}")
        found = []
        for path, most in (("", 12), ("/participants", 8)):
            with house.counting() as seen:
                assert dara.get(f"/cycle/{made.id}{path}").status_code == 200
            found.append(len(seen))
            assert len(seen) <= most, "\n".join(seen)
        dara.act(dara.get(f"/cycle/{made.id}"), "cycle.make_ready")
        page = dara.get(f"/cycle/{made.id}")
        with house.counting() as seen:
            assert dara.act(page, "cycle.open_planning").status_code == 303
        inserts = [sql for sql in seen if "INSERT INTO participation" in sql]
        assert len(inserts) == 1
        found.append(len(seen))
        for path, most in (("", 12), ("/participants", 8)):
            with house.counting() as seen:
                assert dara.get(f"/cycle/{made.id}{path}").status_code == 200
            found.append(len(seen))
            assert len(seen) <= most, "\n".join(seen)
        with house.counting() as seen:
            dara.get("/cycle/")
        found.append(len(seen))
        assert len(seen) <= 8
        with house.acting("dara") as actor:
            cycle.cancel(cycle.cycle(made.id), words="Measured.", by=actor)
        counts.append(found)
    assert counts[0] == counts[1]
