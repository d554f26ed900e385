"""The pages of a plan, as two people use them: with scripts off, from the first word to both signatures."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from saas.plan.content import Plan, new_key
from tenants import agreements
from tests.factories import Made, a_proposed_plan, an_agreed_plan, an_open_plan, filled, repairs, weighing, with_goal
from tests.house_fixture import Browser, House, forms, main_of, text_of

HTMX = {"HX-Request": "true"}
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 4


def drafted(made: Made, browser: Browser) -> TestResponse:
    """The page of the draft."""
    return browser.get(made.path + "/draft")


def page_of(made: Made, browser: Browser, place: int = 0, who: str = "amara") -> TestResponse:
    """The form of a goal of the draft."""
    key = made.content(who).goals[place].key
    return browser.get(f"{made.path}/draft/goals/{key}")


def test_from_the_first_word_to_both_signatures_with_scripts_off(house: House) -> None:
    made = an_open_plan(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    page = amara.get(made.path)
    assert main_of(page)["state"] == "drafting"
    page = amara.follow(amara.act(page, "plan.draft"))
    assert "Only you, until you propose." in text_of(page)
    page = amara.follow(amara.act(page, "plan.add_goal"))
    page = amara.follow(amara.act(page, "plan.save", title="三个仓库 🚀", weight="100 %", due_on="", op="add-result"))
    assert "三个仓库 🚀" in text_of(page)
    last = [name for name in forms(page)["plan.save"].fields if name.endswith("/title")][-1]
    page = amara.follow(amara.act(page, "plan.save", **{last: LONG}, op="stay"))
    refused = amara.act(amara.get(made.path + "/draft"), "plan.propose")
    assert refused.status_code == 422
    assert "Say by when this goal should be reached." in text_of(refused)
    link = re.search(r'href="([^"]+#due_on)"', refused.get_data(as_text=True))
    assert link is not None
    assert amara.get(link[1].partition("#")[0]).status_code == 200
    made.write("amara", filled)
    amara.follow(amara.act(drafted(made, amara), "plan.propose"))
    page = bo.get(made.path)
    assert "Your turn: read version 1" in text_of(page)
    page = bo.follow(bo.act(page, "plan.counter", words="Less for the depots."))
    page = bo.follow(bo.act(page, "plan.weights", **share(page, "65", "35", "0")))
    bo.follow(bo.act(page, "plan.propose"))
    page = amara.get(made.path)
    assert "added: 65%" in text_of(page)
    assert "Less for the depots." in text_of(page)
    page = amara.follow(amara.act(page, "plan.ask", words="为什么？"))
    assert "为什么？" in text_of(page)
    page = amara.follow(amara.act(page, "plan.sign"))
    assert main_of(page)["state"] == "agreed"
    assert "in force" in text_of(page)
    page = bo.get(made.path)
    assert text_of(page).count("Signed 2") == 2


def share(page: TestResponse, *percents: str) -> dict[str, str]:
    names = [name for name in forms(page)["plan.weights"].fields if name.startswith("weight/")]
    return dict(zip(names, percents, strict=True))


def test_what_cannot_be_read_comes_back_as_typed_with_a_message_beside_it(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = page_of(made, browser)
    names = forms(page)["plan.save"].fields
    start = next(name for name in names if name.endswith("/start"))
    wrong = {"title": "A new title", "weight": "a third", "due_on": "tomorrow", start: "many", "words": "x" * 4001}
    page = browser.act(page, "plan.save", **wrong)
    assert page.status_code == 422
    html = page.get_data(as_text=True)
    assert html.index("errsum") < html.index('name="title"')
    for name, typed in wrong.items():
        assert f'name="{name}"' in html
        assert typed in unescape(html), name
    for name in ("weight", "due_on", start, "words"):
        assert f'href="#{name}"' in html, name
        assert f'id="{name}-error"' in html, name
    assert made.content("amara").goals[0].title == "Fewer faults that come back"
    page = browser.act(page, "plan.save", weight="60", due_on="", **{start: "1 000,5"}, words="shorter")
    assert page.status_code == 303
    goal = made.content("amara").goals[0]
    assert (goal.title, goal.weight, str(goal.key_results[0].start)) == ("A new title", 6000, "1000.5")


def test_rows_come_and_go_and_take_nothing_typed_with_them(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = browser.follow(browser.act(page_of(made, browser), "plan.save", title="Typed first", op="add-support"))
    assert made.content("amara").goals[0].title == "Typed first"
    goal = made.content("amara").goals[0]
    assert len(goal.support) == 2
    page = browser.follow(browser.act(page, "plan.save", words="And this", op=f"remove-result:{goal.key_results[0].key}"))
    goal = made.content("amara").goals[0]
    assert (goal.words, [each.measure for each in goal.key_results]) == ("And this", ["yes_no"])
    for _ in range(10):
        page = browser.act(page, "plan.save", op="add-support")
        page = browser.follow(page) if page.status_code == 303 else page
    assert page.status_code == 422
    assert "at most 10" in text_of(page)
    assert len(made.content("amara").goals[0].support) == 10


def test_weights_are_shared_goals_are_moved_and_taken_out(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = browser.act(drafted(made, browser), "plan.weights", **share(drafted(made, browser), "70", "oops", "0"))
    assert page.status_code == 422
    assert 'value="oops"' in page.get_data(as_text=True)
    assert 'value="70"' in page.get_data(as_text=True)
    page = browser.follow(browser.act(drafted(made, browser), "plan.weights", op="even"))
    assert [goal.weight for goal in made.content("amara").goals] == [5000, 5000, 0]
    key = made.content("amara").goals[0].key
    browser.act(page, "plan.weights", **share(page, "30", "70", "0"), op=f"down:{key}")
    assert [goal.weight for goal in made.content("amara").goals] == [7000, 3000, 0]
    browser.act(page_of(made, browser, 2), "plan.remove_goal")
    assert len(made.content("amara").goals) == 2
    browser.act(drafted(made, browser), "plan.note", words="A note 备注")
    assert made.content("amara").words == "A note 备注"


def test_saving_while_one_types_answers_with_the_version_and_never_with_the_field(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = page_of(made, browser)
    fields = forms(page)["plan.save"].fields
    path = forms(page)["plan.save"].action + "/autosave"
    answer = browser.post(path, {**fields, "title": "Typing", "weight": "6x"}, headers=HTMX)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'id="saved"' in html
    assert 'hx-swap-oob="true"' in html
    assert "textarea" not in html
    assert "not yet: Weight" in text_of(answer)
    version = re.search(r'name="draft_version"[^>]*value="(\d+)"', html)
    assert version is not None
    answer = browser.post(path, {**fields, "title": "Typing on", "draft_version": version[1]}, headers=HTMX)
    assert answer.status_code == 200
    goal = made.content("amara").goals[0]
    assert (goal.title, goal.weight) == ("Typing on", 6000)


def test_two_windows_that_write_different_lines_are_joined_and_the_same_line_is_asked_about(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    one, two = house.browser("amara"), house.browser("amara")
    first, second, third = page_of(made, one), page_of(made, two), page_of(made, two)
    assert one.act(first, "plan.save", title="First window").status_code == 303
    assert two.act(second, "plan.save", words="Second window").status_code == 303
    goal = made.content("amara").goals[0]
    assert (goal.title, goal.words) == ("First window", "Second window")
    late = two.act(third, "plan.save", title="Third <window>", words="第三个窗口")
    assert late.status_code == 409
    html = unescape(late.get_data(as_text=True))
    for words in ("First window", "Second window", "Third <window>", "第三个窗口"):
        assert words in html
    name = f"goals/{goal.key}"
    choice = {f"choice/{name}/title": "both", f"choice/{name}/words": "words", f"words/{name}/words": "Between all 三"}
    assert two.act(late, "plan.merge", **choice).status_code == 303
    goal = made.content("amara").goals[0]
    assert (goal.title, goal.words) == ("Third <window> / First window", "Between all 三")


def test_a_conflict_while_one_types_holds_both_and_survives_what_comes_after(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = page_of(made, browser)
    form = forms(page)["plan.save"]
    made.write("amara", with_goal(0, title="Elsewhere"))
    part = browser.post(form.action + "/autosave", {**form.fields, "title": "Here"}, headers=HTMX)
    assert part.status_code == 409
    html = part.get_data(as_text=True)
    assert "<html" not in html
    assert "Elsewhere" in html
    assert "Here" in html
    made.write("amara", lambda old: replace(old, words="A third window wrote this meanwhile"))
    settle = forms(part)["plan.merge"]
    assert browser.post(settle.action, settle.fields).status_code == 303
    content = made.content("amara")
    assert (content.goals[0].title, content.words) == ("Here", "A third window wrote this meanwhile")


def test_a_goal_taken_out_in_one_window_and_changed_in_another_is_asked_about(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = page_of(made, browser)
    made.write("amara", lambda old: replace(old, goals=old.goals[1:]))
    late = browser.act(page, "plan.save", title="Still wanted")
    assert late.status_code == 409
    assert "Taken out" in text_of(late)
    assert browser.act(late, "plan.merge").status_code == 303
    assert "Still wanted" in [goal.title for goal in made.content("amara").goals]


def test_two_people_at_once_and_the_later_one_chooses_line_by_line(house: House) -> None:
    made = a_proposed_plan(house)
    made.write("bo", lambda old: with_goal(0, title="Bo’s title", words="Bo’s words")(weighing(50, 50, 0)(old)))
    made.withdraw("amara")
    made.propose("amara", with_goal(0, title="Amara’s title", words="Amara’s words"))
    bo = house.browser("bo")
    page = drafted(made, bo)
    assert "came in between" in text_of(page)
    late = bo.act(page, "plan.propose")
    assert late.status_code == 409
    key = made.content("bo").goals[0].key
    for words in ("Bo’s title", "Amara’s title", "Bo’s words", "Amara’s words"):
        assert words in unescape(late.get_data(as_text=True))
    choice = {f"choice/goals/{key}/title": "theirs", f"choice/goals/{key}/words": "both"}
    page = bo.follow(bo.act(bo.get(made.path + "/draft/merge"), "plan.merge", **choice))
    goal = made.content("bo").goals[0]
    assert (goal.title, goal.words, goal.weight) == ("Amara’s title", "Bo’s words\n\nAmara’s words", 5000)
    assert bo.act(page, "plan.propose").status_code == 303
    assert "Version 3" in text_of(bo.get(made.path))


def test_both_write_their_first_draft_and_the_later_one_keeps_the_goals_of_both(house: House) -> None:
    made = an_open_plan(house)
    made.write("bo", lambda old: replace(old, goals=(repairs(old.period, 10_000),)))
    made.propose("amara", filled)
    bo = house.browser("bo")
    late = bo.act(bo.get(made.path), "plan.counter", words="My word to you")
    assert late.status_code == 409
    assert "My word to you" in late.get_data(as_text=True)
    bo.follow(bo.act(late, "plan.merge"))
    assert len(made.content("bo").goals) == 4
    assert made.state() == "countered"
    assert "My word to you" in text_of(bo.get(made.path))


def test_a_second_click_on_sign_leads_to_the_same_page(house: House) -> None:
    made = a_proposed_plan(house)
    bo = house.browser("bo")
    page = bo.get(made.path)
    assert bo.act(page, "plan.sign").status_code == 303
    assert bo.act(page, "plan.sign").status_code == 303
    assert signed(made) == 2


def test_many_clicks_on_sign_at_once_give_exactly_one_pair_of_signatures(house: House) -> None:
    made = a_proposed_plan(house)
    browsers = [house.browser("bo") for _ in range(4)]
    pages = [browser.get(made.path) for browser in browsers]
    answers: list[int] = []
    ready = threading.Barrier(4)

    def click(browser: Browser, page: TestResponse) -> None:
        ready.wait(10)
        answers.append(browser.act(page, "plan.sign").status_code)

    threads = [threading.Thread(target=click, args=pair) for pair in zip(browsers, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert answers == [303] * 4
    assert signed(made) == 2


def signed(made: Made) -> int:
    with made.house.acting("amara"):
        return sum(len(each.signatures) for each in agreements.rounds(made.sheet().agreement.id))


@pytest.mark.parametrize("change", [{"hash": "0" * 64}, {"hash": ""}, {"version": "1"}, {"version": "x"}])
def test_only_what_was_shown_is_signed(house: House, change: dict[str, str]) -> None:
    made = a_proposed_plan(house)
    bo = house.browser("bo")
    answer = bo.act(bo.get(made.path), "plan.sign", **change)
    assert answer.status_code == 409
    assert made.path in answer.get_data(as_text=True)
    assert signed(made) == 1


def test_what_came_too_late_says_what_happened_and_keeps_the_words(house: House) -> None:
    made = a_proposed_plan(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    seen_by_bo, seen_by_amara = bo.get(made.path), amara.get(made.path)
    amara.act(seen_by_amara, "plan.withdraw")
    for act, words in (("plan.counter", "Kept counter"), ("plan.ask", "Kept question"), ("plan.sign", "")):
        answer = bo.act(seen_by_bo, act, words=words)
        assert answer.status_code == 409, act
        assert words in answer.get_data(as_text=True)
        assert "See how it stands now" in text_of(answer)
    amara.act(amara.get(made.path), "plan.propose")
    again = bo.act(seen_by_bo, "plan.counter", words="Kept counter")
    assert again.status_code == 409
    assert "Amara Diallo has proposed version 2." in text_of(again)
    assert bo.act(again, "plan.counter").status_code == 303
    assert "Kept counter" in text_of(amara.get(made.path))
    assert amara.act(seen_by_amara, "plan.withdraw").status_code == 409


def test_a_draft_that_changed_elsewhere_is_not_proposed_unseen(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = drafted(made, browser)
    made.write("amara", weighing(50, 50, 0))
    answer = browser.act(page, "plan.propose")
    assert answer.status_code == 409
    assert "changed in another window" in text_of(answer)
    assert made.state() == "drafting"


def test_an_amendment_has_its_own_section_and_the_plan_stays_agreed(house: House) -> None:
    made = an_agreed_plan(house)
    amara, bo = house.browser("amara"), house.browser("bo")
    amara.act(amara.get(made.path), "plan.amend")
    page = amara.get(made.path)
    html = page.get_data(as_text=True)
    assert main_of(page)["state"] == "agreed"
    assert re.search(r'<section[^>]*data-object="amendment"[^>]*data-state="drafting" data-version="1"', html)
    made.propose("amara", weighing(50, 50, 0))
    page = bo.get(made.path)
    assert "Version 1 is in force until both of you have signed another." in text_of(page)
    bo.act(page, "plan.sign")
    page = bo.get(made.path)
    assert 'data-object="amendment"' not in page.get_data(as_text=True)
    assert "Superseded" in text_of(page)
    bo.act(page, "plan.amend")
    page = bo.follow(bo.act(bo.get(made.path), "plan.discard"))
    assert "stays as you both signed it" in text_of(page)


def test_questions_stand_beside_their_line_in_every_version_and_are_never_lost(house: House) -> None:
    made = a_proposed_plan(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    with house.acting("bo"):
        version = made.sheet().talk.open_version
        assert version is not None
        goal = Plan.from_json(version.content).goals[1]
    line = f"goals/{goal.key}/criteria/l3"
    page = bo.get(f"{made.path}?about={line}")
    assert forms(page)["plan.ask"].fields["address"] == line
    empty = bo.act(page, "plan.ask", words="  ")
    assert empty.status_code == 422
    assert "Write what you want to ask." in text_of(empty)
    bo.act(page, "plan.ask", words="<b>运行</b> since when?")
    assert "<b>运行</b>" in text_of(amara.get(made.path))
    made.counter("bo")
    made.propose("bo", lambda old: replace(old, goals=(replace(old.goals[0], weight=10_000), old.goals[2])))
    assert "<b>运行</b>" in text_of(amara.get(made.path))
    page = amara.get(made.path + "?redline=off")
    assert "About a line that this version does not have" in text_of(page)
    assert "<b>运行</b>" in text_of(page)
    assert bo.post(f"{made.path}/versions/9/comments", {"words": "x"}).status_code == 404
    assert bo.post(f"{made.path}/versions/1/comments", {"words": "x", "address": "no/such"}).status_code == 422


@pytest.mark.parametrize("line", ["", "/title", "/words", "/weight", "/criteria", "/key_results"])
def test_what_is_asked_about_any_line_stands_beside_the_part_that_it_belongs_to(house: House, line: str) -> None:
    made = a_proposed_plan(house)
    with house.acting("bo"):
        version = made.sheet().talk.open_version
        assert version is not None
        goal = Plan.from_json(version.content).goals[0]
    made.ask("bo", 1, f"goals/{goal.key}{line}", "Seen by both?")
    html = house.browser("amara").get(made.path).get_data(as_text=True)
    assert re.search(rf'id="talk-goals-{goal.key}">(?:(?!</ol>).)*Seen by both\?', html, re.DOTALL)
    assert "About a line that this version does not have" not in html


def test_a_refused_question_is_summed_up_first_and_keeps_its_words(house: House) -> None:
    made = a_proposed_plan(house)
    bo = house.browser("bo")
    page = bo.act(bo.get(made.path), "plan.ask", words="Why? " * 900)
    html = page.get_data(as_text=True)
    assert page.status_code == 422
    assert html.count("<title>Error: Plan of Amara Diallo") == 1
    assert '<a href="#ask-words-">Your question about the plan: At most' in html
    assert "Why? Why?" in html
    bo.act(bo.get(made.path), "plan.counter", words="Let us talk.")
    made.propose("bo", weighing(50, 50, 0))
    old = bo.get(f"{made.path}/versions/1")
    again = bo.act(old, "plan.ask", words="")
    assert again.status_code == 422
    assert "version 1" in text_of(again), "the page of the version that was asked about comes back"


def test_rows_into_which_nobody_wrote_hold_nothing_back_and_are_not_signed(house: House) -> None:
    made = a_proposed_plan(house)
    made.withdraw("amara")
    amara = house.browser("amara")
    draft = amara.get(f"{made.path}/draft")
    before = text_of(draft)
    assert "Everything that a plan needs is there." in before
    goal = re.search(r"/draft/goals/([0-9a-f-]{36})", draft.get_data(as_text=True))
    assert goal
    page = amara.get(f"{made.path}/draft/goals/{goal[1]}")
    page = amara.follow(amara.act(page, "plan.save", op="add-result"))
    page = amara.follow(amara.act(page, "plan.save", op="add-support"))
    draft = amara.get(f"{made.path}/draft")
    assert "Everything that a plan needs is there." in text_of(draft)
    assert "Not named yet" not in text_of(draft)
    assert amara.act(draft, "plan.propose").status_code == 303
    with house.acting("amara"):
        version = made.sheet().talk.open_version
        assert version is not None
        content = Plan.from_json(version.content)
        assert not [each for each in content.goals for row in (*each.key_results, *each.support) if row.is_blank]


def test_a_summary_names_each_field_and_the_row_that_it_stands_in(house: House) -> None:
    made = an_open_plan(house)
    made.write("amara", filled)
    browser = house.browser("amara")
    page = page_of(made, browser)
    titles = [name for name in forms(page)["plan.save"].fields if name.endswith("/title")]
    page = browser.act(page, "plan.save", title="long " * 50, **dict.fromkeys(titles, "longer " * 50))
    said = re.findall(r'<li><a href="#[^"]+">([^<]+)</a></li>', page.text)
    assert said[0].startswith("Title: This is 249 characters long; at most ")
    rows = [f"Key result {no} · What is measured: This is 349" for no in range(1, len(titles) + 1)]
    assert [line[: len(row)] for line, row in zip(said[1:], rows, strict=True)] == rows
    draft = browser.get(f"{made.path}/draft")
    refused = browser.act(draft, "plan.weights", **share(draft, "much", "35", "more"))
    assert re.findall(r'<a href="#weight/[^"]+">(Goal \d · Weight): ', refused.text) == ["Goal 1 · Weight", "Goal 3 · Weight"]


def test_what_is_missing_names_the_goal_and_leads_to_its_line(house: House) -> None:
    made = a_proposed_plan(house)
    made.withdraw("amara")
    made.write("amara", lambda old: replace(old, goals=(old.goals[0], replace(old.goals[1], due_on=None), *old.goals[2:])))
    amara = house.browser("amara")
    says = "Goal 2 · Due: Say by when this goal should be reached."
    assert says in text_of(amara.get(f"{made.path}/draft"))
    refused = amara.act(amara.get(f"{made.path}/draft"), "plan.propose")
    html = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert html.count("<title>Error: Your draft") == 1
    assert re.search(rf'<a href="[^"]*/draft/goals/[0-9a-f-]+#due_on">{says}</a>', html)


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=1&to=9", "?from=-1&to=1", "?from=1&to=٣", "?from=x&to=1", "?from=1&to=99999999"]
)
def test_a_redline_of_what_does_not_exist_is_not_found(house: House, query: str) -> None:
    made = a_proposed_plan(house)
    assert house.browser("amara").get(f"{made.path}/redline{query}").status_code == 404


def test_the_redline_reads_in_english_and_chinese(house: House) -> None:
    made = a_proposed_plan(house)
    made.counter("bo")
    made.propose(
        "bo", lambda old: with_goal(1, title="三个仓库在十二月前运行 🚀")(with_goal(0, words="Every fourth repair.")(old))
    )
    page = house.browser("amara").get(made.path + "/redline?from=1&to=2")
    html = page.get_data(as_text=True)
    assert re.search(r"十<ins><span class=\"vh\">added: </span>二</ins>月", html)
    assert "<del>" in html
    assert 'lang="zh-Hans"' in html
    same = house.browser("amara").get(made.path + "/redline?from=2&to=2")
    assert "say the same" in text_of(same)


def test_twenty_goals_with_long_words_stay_within_bounds(house: House) -> None:
    made = an_open_plan(house)

    def much(old: Plan) -> Plan:
        goal = filled(old).goals[0]
        return replace(old, goals=tuple(replace(goal, key=new_key(), title=LONG[:200], weight=500) for _ in range(20)))

    made.write("amara", much)
    browser = house.browser("amara")
    page = drafted(made, browser)
    assert "plan.add_goal" not in forms(page)
    fields: dict[str, Any] = {"draft_version": "2"}
    assert browser.post(made.path + "/draft/goals", fields).status_code == 422
    assert browser.act(page, "plan.propose").status_code == 303
    page = browser.get(made.path)
    assert text_of(page).count(LONG[:200]) >= 20


def test_what_does_not_exist_cannot_be_told_from_what_is_not_mine(house: House) -> None:
    made = a_proposed_plan(house)
    nia, bo = house.browser("nia"), house.browser("bo")
    other = made.path.replace(str(made.id), str(house.person("nia")))
    strange, unknown = nia.get(made.path), nia.get(other)
    assert (strange.status_code, unknown.status_code) == (404, 404)
    assert re.sub(r"<code>\w+</code>", "", text_of(strange)) is not None
    assert bo.get(f"{made.path}/versions/7").status_code == 404
    made.counter("bo")
    assert bo.get(f"{made.path}/draft/goals/{new_key()}").status_code == 404
    assert bo.post(f"{made.path}/draft/goals/{new_key()}", {"title": "x", "draft_version": "1"}).status_code == 404


def test_my_plans_show_mine_and_my_teams(house: House) -> None:
    made = a_proposed_plan(house)
    assert "your turn" in text_of(house.browser("bo").get("/plan/"))
    page = house.browser("amara").get("/plan/")
    assert "waiting for Bo Jensen" in text_of(page)
    assert made.path in page.get_data(as_text=True)
    assert "No plan yet" in text_of(house.browser("ingrid").get("/plan/"))


def test_every_page_says_who_can_read_it(house: House) -> None:
    made = a_proposed_plan(house)
    made.write("bo", lambda old: old)
    bo = house.browser("bo")
    page = text_of(bo.get(made.path))
    assert "Who can read this" in page
    assert "Chen Yifan 陈一帆, HR partner, reads" in page
    assert "Dara Okonkwo, head of HR, reads" in page, "whoever can read it is named, also beside an assigned partner"
    assert "Questions beside a line stay between the two" in page
    for path in ("/draft", f"/draft/goals/{made.content('bo').goals[0].key}"):
        assert "Only you, until you propose." in text_of(bo.get(made.path + path))
