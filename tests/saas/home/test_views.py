"""Whose turn it is, for each role; who sees how much of whom; statements that do not grow; no link that leads nowhere."""

import re
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from saas import plan
from saas.home import policy, queries
from tenants.isolation import clock
from tests import factories
from tests.coaching_library.threads import made as questions
from tests.house_fixture import main_of, text_of
from tests.saas.cycle import cycles
from tests.saas.meetings import pairs
from tests.saas.performance_file import files

CAST = ("amara", "bo", "chen", "dara", "tova", "hugo", "mira", "nia", "ingrid", "liwei")


def links(page):
    html = page.get_data(as_text=True)
    return sorted(set(re.findall(r'<a [^>]*href="(/o/[^"#]+)', html)))


@pytest.mark.slow
@pytest.mark.parametrize("who", CAST)
def test_no_link_of_any_page_leads_nowhere(house, who):
    made = factories.a_proposed_plan(house)
    cycles.own(house, "nia")
    cycles.draft(house, name="Next", scope="People")
    reader = house.browser(who)
    seen, wait = set(), ["/o/northlight/", "/o/northlight/me/"]
    while wait:
        url = wait.pop()
        if url in seen or re.search(r"/(notices|settings|reports|plan|mail|account)/|sign-in|password", url):
            continue
        seen.add(url)
        page = reader.get(url)
        assert page.status_code == 200, (who, url, page.status_code)
        if len(seen) < 40:
            wait += links(page)
    assert len(seen) > 4
    assert made.id


def test_home_names_the_number_and_the_one_next_thing(house):
    made = factories.a_proposed_plan(house)
    bo = house.browser("bo").get("/")
    text = text_of(bo)
    assert main_of(bo)["state"] == "waiting"
    assert "Answer Amara" in text
    assert "version 1" in text
    assert f'href="/o/northlight{made.path}"' in bo.get_data(as_text=True)
    amara = text_of(house.browser("amara").get("/"))
    assert "has version 1 to answer" in amara, "what others owe her"
    assert "Nothing is waiting for you." in amara


def test_the_turn_passes_to_and_fro(house):
    made = factories.a_proposed_plan(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    made.counter("bo", "Two would be enough.")
    assert "Finish your counter-proposal to Amara" in text_of(bo.get("/"))
    assert "is writing a counter-proposal" in text_of(amara.get("/"))
    made.propose("bo", factories.weighing(50, 50, 0))
    assert "Answer Bo" in text_of(amara.get("/"))
    made.sign("amara", 2)
    assert "Answer Bo" not in text_of(amara.get("/"))
    assert "Agreed" in text_of(bo.get("/team/"))


def test_a_manager_reads_of_each_in_the_team_when_they_last_spoke_and_when_they_meet_next(house):
    pairs.confirmed(house)
    lately = house.browser("bo").get("/team/")
    assert "spoke today" in text_of(lately)
    assert "Nothing planned" in text_of(lately)
    coming = pairs.planned(house)
    with clock.at(clock.now() + timedelta(days=4)):
        later = text_of(house.browser("bo").get("/team/"))
        assert "spoke 4 days ago" in later
        assert "Next:" not in later, "it was forgotten, so it is not the next one"
        ahead = pairs.planned(house, at=clock.now() + timedelta(days=2))
        assert "Next:" in text_of(house.browser("bo").get("/team/"))
    assert ahead.id != coming.id


def test_a_wish_for_an_own_cycle_waits_for_the_manager_and_nobody_else(house):
    cycles.own(house)
    assert "about an own cycle" in text_of(house.browser("bo").get("/"))
    for who in ("amara", "mira", "dara", "tova"):
        assert "about an own cycle" not in text_of(house.browser(who).get("/")), who


def test_hr_is_told_of_cycles_that_stand_still(house):
    cycles.ready(house, name="Next year")
    cycles.opened(house, name="This year", scope="Operations", phases=cycles.phases(past=True))
    text = text_of(house.browser("dara").get("/"))
    assert "Open the plan phase of Next year" in text
    assert "Begin the work phase of This year" in text
    assert "days late" in text
    assert "Next year" not in text_of(house.browser("bo").get("/"))


def test_the_admin_of_a_new_organisation_has_a_checklist_until_a_cycle_runs(house):
    tova = house.browser("tova")
    page = tova.get("/").get_data(as_text=True)
    assert re.findall(r'data-step="(\w+)" data-done="(\w+)"', page) == [
        ("companies", "yes"), ("people", "yes"), ("partners", "yes"), ("publishers", "yes"), ("library", "no"),
        ("scale", "yes"), ("cycle", "no"),
    ]  # fmt: skip
    cycles.opened(house)
    assert "data-step" not in tova.get("/").get_data(as_text=True)
    assert "data-step" not in house.browser("dara").get("/").get_data(as_text=True)


def test_my_cycle_shows_five_components_with_facts_and_no_dead_links(house):
    made = factories.an_agreed_plan(house)
    page = house.browser("amara").get("/me/")
    text = text_of(page)
    for name in ("Plan", "Talk", "File", "Appraise", "Improve"):
        assert name in text
    assert "Fewer faults that come back" in text
    assert "三个仓库在十月前运行 🚀" in text
    assert "This part of H2 begins on" in text
    assert main_of(page)["id"] == str(made.cycle_id)


def test_my_cycle_without_any_teaches(house):
    page = house.browser("amara").get("/me/")
    assert "You take part in no cycle right now" in text_of(page)
    assert "/cycle/own/new" in page.get_data(as_text=True)


def test_two_cycles_stand_side_by_side(house):
    factories.an_open_cycle(house)
    own = cycles.own(house, state="working")
    amara = house.browser("amara")
    page = amara.get(f"/me/?cycle={own.id}")
    assert main_of(page)["id"] == str(own.id)
    assert main_of(amara.get(f"/me/?cycle={uuid4()}"))["state"] in ("planning", "working")
    assert amara.get("/me/?cycle=nonsense").status_code == 200


SEES = """
who    amara bo  liwei
amara  yes   no  no
bo     yes   yes no
nia    no    no  no
mira   no    no  no
chen   yes   yes no
hugo   no    no  yes
dara   yes   yes yes
tova   no    no  no
ingrid no    yes yes
"""


def test_who_sees_where_somebody_stands(house):
    head, *rows = [line.split() for line in SEES.strip().splitlines()]
    for who, *cells in rows:
        with house.acting(who) as actor:
            found = [policy.can_see_cycle(actor, queries.sight(cycles.who(name).id)) for name in head[1:]]
        assert found == [cell == "yes" for cell in cells], who


def test_a_person_is_a_name_and_a_place_to_everybody_and_more_to_those_beside(house):
    factories.a_proposed_plan(house)
    url = f"/people/{house.person('amara')}"
    for who, more in (("nia", False), ("tova", False), ("bo", True), ("chen", True), ("amara", True)):
        text = text_of(house.browser(who).get(url))
        assert "Amara Diallo" in text
        assert "Field engineer" in text
        assert ("Plans of Amara Diallo" in text) == more, who


def test_an_hr_partner_has_no_link_to_a_plan_before_its_first_proposal(house):
    made = factories.an_open_plan(house)
    url = f"/people/{house.person('amara')}"
    assert made.path not in house.browser("chen").get(url).get_data(as_text=True)
    assert made.path in house.browser("bo").get(url).get_data(as_text=True)
    made.propose("amara", factories.filled)
    assert made.path in house.browser("chen").get(url).get_data(as_text=True)


def test_a_plan_that_stands_says_that_a_change_of_it_is_under_way(house):
    made = factories.an_agreed_plan(house)
    made.amend("bo")
    seen_by = {"amara": "Bo Jensen’s turn", "bo": "your turn", "chen": None}

    def told(who):
        page = house.browser(who).get(f"/people/{house.person('amara')}")
        assert "Agreed" in text_of(page)
        said = re.findall(r'href="[^"]*/plan/plans/([0-9a-f-]+)"[^>]*>\s*Change under way: ([^<]+)<', page.text)
        assert {id_ for id_, _says in said} <= {str(made.id)}
        return said[0][1].strip() if said else None

    assert {who: told(who) for who in seen_by} == seen_by, "before it is put forward it is the two's alone"
    made.propose("bo", lambda content: replace(content, words="A little less."))
    hers = "Amara Diallo’s turn"
    assert f"Change under way: {hers}" in text_of(house.browser("bo").get("/team/"))
    assert {who: told(who) for who in seen_by} == {"amara": "your turn", "bo": hers, "chen": hers}


def test_my_cycle_tells_of_a_change_of_another_plan(house):
    made = factories.an_agreed_plan(house)
    made.amend("bo")
    made.propose("bo", lambda content: replace(content, words="A little less."))
    own = cycles.own(house, state="working")
    page = house.browser("amara").get(f"/me/?cycle={own.id}")
    assert "Change under way: your turn" in text_of(page)


def test_people_of_another_organisation_do_not_exist(house):
    bo = house.browser("bo")
    random = bo.get(f"/people/{uuid4()}")
    theirs = bo.get(f"/people/{house.person('eve')}")
    assert (theirs.status_code, random.status_code) == (404, 404)
    assert "Eve Moreau" not in text_of(bo.get("/people/"))
    made = cycles.opened(house)
    assert house.browser("gus").get(f"/desk/cycles/{made.id}").status_code == 404


def test_leavers_are_found_by_nobody_but_those_beside(house):
    with house.acting("tova") as tova:
        cycles.people.leave(cycles.who("nia"), by=tova)
    url = f"/people/{house.person('nia')}"
    amara = house.browser("amara")
    assert "Nobody found" in text_of(amara.get("/people/?q=nia"))
    assert amara.get(url).status_code == 404
    assert house.browser("dara").get(url).status_code == 200
    assert house.browser("tova").get(url).status_code == 200


def test_the_directory_finds_by_the_beginning_of_a_name_in_any_script(house):
    amara = house.browser("amara")
    assert "李伟" in text_of(amara.get("/people/?q=李"))
    assert "Nobody found" in text_of(amara.get("/people/?q=🙂"))
    assert amara.get("/people/?q=" + "x" * 500).status_code == 200
    assert amara.get("/people/?after=forged&before=%00").status_code == 200


PAGES = """
who    /team/ /desk/
amara  404    404
bo     200    404
chen   404    200
hugo   404    200
dara   200    200
tova   404    404
"""


def test_who_has_which_page(house):
    head, *rows = [line.split() for line in PAGES.strip().splitlines()]
    for who, *codes in rows:
        reader = house.browser(who)
        assert [str(reader.get(path).status_code) for path in head[1:]] == codes, who


def test_the_desk_tells_what_managers_wait_for_and_leads_to_what_is_overdue(house):
    questions.asked(house, "bo", "partner", title="Of mine")
    questions.asked(house, "bo", "team", title="Of ours", fresh=True)
    with clock.at(clock.now() + timedelta(days=9)):
        found = {}
        for who in ("chen", "hugo", "dara"):
            page = house.browser(who).get("/desk/").get_data(as_text=True)
            row = re.search(r"Bo Jensen.*?</tr>", page, re.DOTALL)
            asked = re.search(r'data-label="Open questions">(\d+)<', row.group()) if row else None
            found[who] = asked.group(1) if asked else None, "Answer what is overdue" in page
    assert found == {"chen": ("2", True), "hugo": (None, False), "dara": ("1", False)}


@pytest.mark.parametrize(("who", "status"), [("amara", 404), ("bo", 404), ("chen", 200), ("dara", 200), ("tova", 200)])
def test_progress_is_for_hr_and_the_admin(house, who, status):
    made = cycles.opened(house)
    assert house.browser(who).get(f"/desk/cycles/{made.id}").status_code == status


def test_progress_counts_by_unit_within_the_readers_reach(house):
    made = factories.a_proposed_plan(house)
    url = f"/desk/cycles/{made.cycle_id}"
    dara, chen, hugo = (text_of(house.browser(who).get(url)) for who in ("dara", "chen", "hugo"))
    assert "0 of 9 agreed." in dara
    assert "0 of 4 agreed." in chen
    assert "Amara Diallo" in chen
    assert "Amara Diallo" not in hugo
    made.sign("bo", 1)
    reader = house.browser("dara")
    assert "1 of 9 agreed." in text_of(reader.get(url))
    assert "Amara Diallo" in text_of(reader.get(url + "?part=agreed")).partition("People and their plans")[2]
    assert "Amara Diallo" not in text_of(reader.get(url + "?part=drafting")).partition("People and their plans")[2]
    with house.within():
        unit = cycles.unit("Operations")
    assert "0 of 1 agreed." in text_of(reader.get(url + f"?unit={unit}"))
    assert reader.get(url + "?unit=x&company=y&part=z").status_code == 200


def test_nobody_follows_their_own_progress_as_hr_partner(house):
    with house.acting("tova") as tova:
        cycles.people.assign_partner(cycles.who("hugo"), unit=cycles.organisations.unit(cycles.unit("People")), by=tova)
    made = factories.an_open_cycle(house)
    text = text_of(house.browser("hugo").get(f"/desk/cycles/{made}")).partition("People and their plans")[2]
    assert "Tova Berg" in text
    assert "Hugo Martins" not in text


def test_the_navigation_holds_what_one_has(house):
    expected = {
        "amara": {"Home", "My cycle", "Cycles", "People"},
        "bo": {"My team"},
        "chen": {"Desk", "Settings"},
        "tova": {"Settings"},
    }
    absent = {"amara": {"My team", "Desk", "Settings"}, "bo": {"Desk", "Settings"}, "chen": {"My team"}, "tova": {"Desk"}}
    for who, names in expected.items():
        html = house.browser(who).get("/cycle/").get_data(as_text=True)
        nav = html[html.index('class="nav"') : html.index("</nav>")]
        found = set(re.findall(r"<span>([^<]+)</span>", nav))
        assert names <= found, who
        assert not absent[who] & found, who
        assert nav.count('aria-current="page"') == 1


@pytest.mark.slow
def test_statements_do_not_grow_with_people(house):
    made = factories.a_proposed_plan(house)
    pages = {"bo": ("/", "/team/"), "dara": ("/", "/desk/", "/people/"), "tova": ("/",), "amara": ("/", "/me/")}
    limits = {"/team/": 8, "/desk/": 8, "/people/": 8}
    progress = f"/desk/cycles/{made.cycle_id}"
    counts = []
    for more in (5, 100):
        cycles.crowd(house, more)
        found = {}
        for who, paths in pages.items():
            reader = house.browser(who)
            for path in (*paths, *([progress, f"/people/{house.person('amara')}"] if who == "dara" else [])):
                with house.counting() as seen:
                    assert reader.get(path).status_code == 200
                found[who, path] = len(seen)
                assert len(seen) <= limits.get(path, 12), (who, path, "\n".join(seen))
        counts.append(found)
    assert counts[0] == counts[1]


def test_an_admin_who_is_head_of_hr_and_manager_stays_within_twelve_statements(house):
    with house.acting("tova") as tova:
        cycles.people.give(cycles.who("bo"), "tenant_admin", by=tova)
        cycles.people.give(cycles.who("bo"), "hr_head", by=tova)
    bo = house.browser("bo")
    for prepare in (lambda: None, lambda: factories.a_proposed_plan(house), lambda: cycles.draft(house, name="Next")):
        prepare()
        with house.counting() as seen:
            bo.get("/")
        assert len(seen) <= 12, "\n".join(seen)


def test_rooms_above_tell_nothing_of_drafts(house):
    made = factories.an_open_plan(house)
    made.write("amara", factories.filled)
    for who in ("bo", "chen", "dara"):
        reader = house.browser(who)
        for path in ("/", f"/people/{house.person('amara')}"):
            assert "Fewer faults that come back" not in text_of(reader.get(path)), (who, path)


def test_home_shows_ones_plan_and_what_the_other_one_said_last(house):
    made = factories.a_proposed_plan(house, by="bo")
    made.ask("bo", 1, "", "Two depots would let you do them properly.")
    made.ask("amara", 1, "", "The third is where the vans are.")
    page = house.browser("amara").get("/")
    text = text_of(page)
    assert "Your plan with Bo" in text
    assert "Fewer faults that come back" in text
    assert "Two depots would let you do them properly." in text
    assert "The third is where the vans are." not in text, "one knows what one said oneself"
    made.sign("amara", 1)
    text = text_of(house.browser("amara").get("/"))
    assert "Fewer faults that come back" in text
    assert "Two depots" not in text, "what is agreed needs no talk any more"


def test_home_shows_no_plan_of_a_side_that_one_no_longer_is(house):
    made = factories.a_proposed_plan(house)
    with house.acting("mira") as mira:
        assert plan.glance(made.sheet().plan, by=mira) is None


def test_the_directory_can_be_narrowed_to_a_company(house):
    amara = house.browser("amara")
    page = amara.get("/people/")
    companies = re.findall(r'<option value="([0-9a-f-]{36})"', page.text)
    assert len(companies) == 2
    found = [set(re.findall(r"/people/([0-9a-f-]{36})", amara.get(f"/people/?company={each}").text)) for each in companies]
    assert found[0]
    assert not found[0] & found[1]


ODD = ["%00", "%FF%FE", "'%22%3B--", "%25_%5C", "%F0%9F%98%80", "!!!", "a" * 4000, "%E2%81%A8x%E2%81%A9", "%0A%0D"]


@pytest.mark.parametrize("odd", ODD)
def test_no_list_breaks_on_an_odd_search(house, odd):
    made = factories.an_open_cycle(house)
    readers = {
        "amara": ("/people/?q={}", "/people/?company={}", "/settings/people/find?q={}", "/people/?after={}"),
        "dara": (
            "/settings/people?q={0}&company={0}&unit={0}&state={0}",
            f"/desk/cycles/{made}?part={{0}}&unit={{0}}&company={{0}}&after={{0}}",
            f"/cycle/{made}/participants?q={{0}}&unit={{0}}",
            "/desk/?before={}",
        ),
    }
    for who, paths in readers.items():
        reader = house.browser(who)
        for path in paths:
            assert reader.get(path.format(odd)).status_code == 200, path


def test_a_search_without_a_letter_finds_nobody_in_the_settings_either(house):
    assert "Amara" not in text_of(house.browser("tova").get("/settings/people?q=!!!"))


def test_the_line_of_components_says_to_the_two_what_they_did_and_to_nobody_else(house):
    cycle_id = factories.an_open_cycle(house)
    pairs.confirmed(house)
    files.added(house, words="The breaker held.")
    assert cycle_id
    page = f"/people/{house.person('amara')}"
    for who, path in (("amara", "/me/"), ("bo", page)):
        told = text_of(house.browser(who).get(path))
        assert "met 1 time" in told, (who, path)
        assert "2 entries" in told, "the 1:1 came by itself"
    told = text_of(house.browser("dara").get(page))
    assert "met 1 time" not in told
    assert "2 entries" not in told
