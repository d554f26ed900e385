"""The pages of the library in a browser with scripts off: reading, practising, keeping, and what is typed amiss."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select

from coaching_library import library
from coaching_library.library import starting
from tenants import organisations
from tenants.isolation import clock
from tests import markup
from tests.coaching_library.library import made
from tests.house_fixture import Browser, House, forms, main_of, text_of

LIB = "/library"


def url(item: UUID, more: str = "") -> str:
    return f"{LIB}/items/{item}{more}"


def test_a_keeper_writes_proposes_and_another_publishes_with_scripts_off(house: House) -> None:
    chen, dara, amara = house.browser("chen"), house.browser("dara"), house.browser("amara")
    blank = chen.get(f"{LIB}/new?kind=guide")
    page = chen.follow(
        chen.act(
            blank, "library.make", title="When somebody is ill for weeks", summary="What to write down, and what not.",
            body="## First\n\nAsk **what helps**.", topic="plan", audience="everyone", also="sick, leave，病假",
            **{"anchors-0-task": "plan.draft", "anchors-1-task": "file.enter", "anchors-1-signal": "unanswered"},
        )
    )  # fmt: skip
    item = UUID(main_of(page)["id"])
    assert main_of(page)["state"] == "draft"
    assert "Only those who write in it and HR read it" in text_of(page)
    with house.within():
        it = made.found(item)
        assert it.also == ["sick", "leave", "病假"]
        assert [(each["task"], each.get("signal")) for each in it.anchors] == [
            ("plan.draft", None),
            ("file.enter", "unanswered"),
        ]
    assert amara.get(url(item)).status_code == 404
    waits = chen.follow(chen.act(page, "library.propose", words="Please look at the first part."))
    assert main_of(waits)["state"] == "in_review"
    assert {"library.take_back"} <= set(forms(waits))
    assert not {"library.approve", "library.send_back"} & set(forms(waits))
    review = dara.get(url(item))
    assert "Please look at the first part." in text_of(review)
    assert dara.act(review, "library.send_back", words=" ").status_code == 422
    back = dara.follow(dara.act(review, "library.send_back", words="Say who is told."))
    assert main_of(back)["state"] == "draft"
    again = chen.get(url(item))
    assert "Say who is told." in text_of(again)
    form = chen.get(url(item, "/edit"))
    assert "病假" in forms(form)["library.change"].fields["also"]
    saved = chen.follow(chen.act(form, "library.change", body="## First\n\nTell **nobody** else."))
    chen.act(saved, "library.propose")
    done = dara.follow(dara.act(dara.get(url(item)), "library.approve"))
    assert main_of(done)["state"] == "published"
    read = amara.get(url(item))
    assert "Tell nobody else." in text_of(read)
    assert "<strong>nobody</strong>" in read.get_data(as_text=True)
    assert 'data-act="library.propose"' not in read.get_data(as_text=True)
    assert "Say who is told." not in text_of(read), "what keepers say stays with keepers"


def test_the_next_version_shows_what_changed_word_by_word(house: House) -> None:
    item = made.published(house, title="Ask first", audience="everyone")
    made.change(house, item, body=made.BODY.replace("last day", "very last day"), wording="What would you see?")
    dara = house.browser("dara")
    differs = dara.get(url(item))
    html = differs.get_data(as_text=True)
    assert re.search(r"<ins[^>]*>.*very", html)
    assert html.index('id="draft"') < html.index('id="text"'), "first what changes, then how it will read"
    assert "What would you see?" in text_of(differs)
    assert "very last day" in html[html.index('id="text"') :], "what is written, as it will read"
    assert "Did it help?" not in text_of(differs)
    reads = dara.get(url(item, "?show=read"))
    assert "very last" not in text_of(reads)
    assert "Did it help?" in text_of(dara.follow(dara.act(reads, "library.tried"))), "and stays with what people read"
    assert "very last" not in text_of(house.browser("amara").get(url(item)))
    made.publish(house, item)
    second = house.browser("amara").get(url(item, "/versions/2"))
    assert re.search(r"<ins[^>]*>.*very", second.get_data(as_text=True))
    first = house.browser("amara").get(url(item, "/versions/1"))
    assert "An earlier version" in text_of(first)
    assert "very last" not in text_of(first)
    for no in ("0", "3", "99999999999"):
        assert house.browser("amara").get(url(item, f"/versions/{no}")).status_code == 404


def test_keepers_follow_links_between_drafts(house: House) -> None:
    item = made.draft(house, title="Ask first")
    with house.within():
        key = made.found(item).key
    assert house.browser("chen").get(f"{LIB}/keys/{key}").headers["Location"].endswith(url(item))
    assert house.browser("bo").get(f"{LIB}/keys/{key}").status_code == 404


def test_somebody_else_saved_meanwhile_and_both_words_are_there(house: House) -> None:
    item = made.draft(house)
    chen = house.browser("chen")
    form = chen.get(url(item, "/edit"))
    made.change(house, item, "dara", summary="Dara was first.", body="Dara’s text.")
    answer = chen.act(form, "library.change", summary="Mine.", body="My text.")
    assert answer.status_code == 409
    said = text_of(answer)
    assert "Somebody saved this while you were writing" in said
    assert "Dara was first." in said
    fields = forms(answer)["library.change"].fields
    assert (fields["summary"], fields["body"]) == ("Mine.", "My text.")
    saved = chen.follow(chen.act(answer, "library.change"))
    assert "My text." in text_of(saved), "saving now keeps mine"


def test_a_page_that_is_old_changes_nothing_and_says_so(house: House) -> None:
    item = made.proposed(house)
    dara = house.browser("dara")
    page = dara.get(url(item))
    with house.acting("chen") as chen:
        library.take_back(made.found(item), by=chen)
    answer = dara.act(page, "library.approve")
    assert answer.status_code == 409
    assert "Somebody changed this meanwhile" in text_of(answer)
    assert made.state(house, item)[0] == "draft"
    waits = dara.get(url(made.proposed(house, title="Another")))
    with house.acting("dara") as actor:
        library.approve(made.found(UUID(main_of(waits)["id"])), by=actor)
    answer = dara.act(waits, "library.send_back", words="My long words about it.")
    assert answer.status_code == 409
    assert "My long words about it." in text_of(answer), "what was typed is not lost"


def test_pressed_twice_it_happens_once(house: House) -> None:
    item = made.draft(house, "dara")
    dara = house.browser("dara")
    page = dara.get(url(item))
    assert dara.act(page, "library.publish").status_code == 303
    assert dara.act(page, "library.publish").status_code == 409
    blank = dara.get(f"{LIB}/new")
    made_ = [dara.act(blank, "library.make", title="Once only", summary="x", body="y") for _ in range(2)]
    assert made_[0].headers["Location"] == made_[1].headers["Location"]
    with house.within() as system:
        assert system.scalar(select(func.count()).where(library.LibraryItem.title == "Once only")) == 1
        assert system.scalar(select(func.count()).select_from(library.LibraryVersion)) == 1


def test_the_start_page_is_by_topic_and_skill_and_finds_words_of_daily_work(house: House) -> None:
    with house.within():
        library.give_starter_set()
    bo = house.browser("bo")
    start = bo.get(f"{LIB}/")
    assert "By topic" in text_of(start)
    assert "Agreeing goals" in text_of(start)
    plan = bo.get(f"{LIB}/?topic=plan&kind=guide")
    assert "goal" in text_of(plan)
    assert bo.get(f"{LIB}/?topic=nonsense&kind=%00&skill=<b>&task=x&language=fr").status_code == 200, "narrows nothing"
    found = text_of(bo.get(f"{LIB}/?q=how+do+I+let+go+of+work"))
    assert "elegat" in found
    everything = bo.get(f"{LIB}/?all=1")
    titles, page = set(), everything
    for _ in range(20):
        titles |= {
            "".join(each.itertext()) for each in markup.tree(page.get_data(as_text=True)).iter("a") if each.get("class") == "t"
        }
        more = re.search(r'href="([^"]*[?&](?:amp;)?after=[^"]+)"', page.get_data(as_text=True))
        if not more:
            break
        page = bo.get(more.group(1).replace("&amp;", "&"))
    assert len(titles) == len({each.key for each in starting.files()}), "each item once, in the reader's language"
    chinese = house.browser("liwei").get(f"{LIB}/?all=1")
    assert re.search("[\u4e00-\u9fff]", text_of(chinese)), "and their own"


def test_an_exercise_is_written_for_oneself_and_comes_back(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    bo = house.browser("bo")
    page = bo.get(url(item))
    assert "Tunde wrote two lines." not in text_of(page), "first one writes"
    assert bo.act(page, "library.answer", words="  ").status_code == 422
    page = bo.follow(bo.act(page, "library.answer", words="We each wrote a line."))
    assert "Tunde wrote two lines." in text_of(page)
    assert "We each wrote a line." in text_of(page)
    start = clock.now()
    assert "We each wrote a line." not in text_of(bo.get(f"{LIB}/"))
    last = 0
    for no, waits in enumerate((2, 7, 21, 60), 1):
        with clock.at(start + timedelta(days=last + waits - 1)):
            assert not due(house), f"not before its day: {no}"
        last += waits
        with clock.at(start + timedelta(days=last)):
            assert due(house) == [(item, no)], no
            with house.acting("bo") as actor:
                library.answer_exercise(made.found(item), f"Time {no}.", no=no + 1, by=actor)
            assert due(house) == []
    with clock.at(start + timedelta(days=last + 400)):
        assert due(house) == []


def due(house: House, who: str = "bo") -> list[tuple[UUID, int]]:
    """The exercises that come back to somebody, and how often they were answered."""
    with house.acting(who) as actor:
        return [(each.version.item_id, each.times) for each in library.due_exercises(actor.id)]


def test_an_exercise_that_came_back_stands_on_the_start_page_with_the_own_words(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    with house.acting("bo") as actor, clock.at(clock.now() - timedelta(days=3)):
        library.answer_exercise(made.found(item), "What I wrote then.", no=1, by=actor)
    bo = house.browser("bo")
    assert "What I wrote then." in text_of(bo.get(f"{LIB}/"))
    assert "What I wrote then." not in text_of(house.browser("ingrid").get(f"{LIB}/"))
    page = bo.get(url(item))
    assert "It has come back to you" in text_of(page)
    rests = bo.follow(bo.act(page, "library.rest"))
    assert "It does not come back any more" in text_of(rests)
    assert "What I wrote then." in text_of(rests)
    assert "What I wrote then." not in text_of(bo.get(f"{LIB}/"))


def test_an_early_answer_in_the_browser_is_kept_and_it_comes_back_on_the_same_day(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    bo, start = house.browser("bo"), clock.now()
    page = bo.get(url(item))
    for n in range(5):
        page = bo.follow(bo.act(page, "library.answer", words=f"Try {n}."))
    assert all(f"Try {n}." in text_of(page) for n in range(5))
    assert "It comes back to you on" in text_of(page)
    with clock.at(start + timedelta(days=2)):
        assert due(house) == [(item, 1)]


def test_an_exercise_in_two_windows_loses_no_words(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    bo = house.browser("bo")
    one, two = bo.get(url(item)), bo.get(url(item))
    bo.act(one, "library.answer", words="From the first.")
    answer = bo.act(two, "library.answer", words="From the second.")
    assert answer.status_code == 409
    assert forms(answer)["library.answer"].fields["words"] == "From the second."
    assert "From the second." in text_of(bo.follow(bo.act(answer, "library.answer")))


def test_a_vignette_is_rated_alone_and_the_spread_comes_from_three_on(house: House) -> None:
    item = made.published(house, made.KINDS["vignette"])
    seen: dict[str, Any] = {}
    for n, (who, level) in enumerate((("bo", "l3"), ("ingrid", "l3"), ("chen", "l2")), 1):
        browser = house.browser(who)
        page = browser.get(url(item))
        assert "the tenth tipped over" not in text_of(page), "HR's reasoning is read afterwards"
        assert "How all rated it" not in text_of(page)
        assert browser.act(page, "library.rate").status_code == 422
        half = browser.act(page, "library.rate", level=level)
        assert half.status_code == 422, "a reason is wanted"
        seen[who] = browser.follow(browser.act(page, "library.rate", level=level, words=f"{who} thinks so."))
        assert "the tenth tipped over" in text_of(seen[who])
        assert ("spread-chart" in seen[who].get_data(as_text=True)) == (n >= 3), who
    assert "3 people have rated it; 1 said what HR would say." in text_of(seen["chen"])
    table = next(each for each in markup.tree(seen["chen"].get_data(as_text=True)).iter("table"))
    assert ["".join(row.itertext()).split()[-1] for row in table.iter("tr")][1:] == ["0", "1", "2", "0", "0"]
    chen = text_of(seen["chen"])
    assert "bo thinks so" not in chen
    assert "Bo Jensen" not in chen
    desk = text_of(house.browser("dara").get(f"{LIB}/desk"))
    assert "Nine of ten lorries" in desk
    again = house.browser("bo")
    assert "library.rate" not in forms(again.get(url(item)))


def test_a_template_is_filled_in_and_kept_nowhere(house: House) -> None:
    item = made.published(house, made.KINDS["template"], audience="everyone")
    amara = house.browser("amara")
    page = amara.get(url(item, "/sheet"))
    with house.within() as system:
        before = counts(system)
    filled = amara.act(page, "library.fill_in", blank_0="Nine <b>days</b>", blank_1="")
    assert filled.status_code == 200
    html = filled.get_data(as_text=True)
    assert "Nine &lt;b&gt;days&lt;/b&gt;" in html
    assert "…………" in text_of(filled)
    assert "kept nowhere" in text_of(filled)
    assert filled.headers["Cache-Control"].startswith("no-store") or "private" in filled.headers["Cache-Control"]
    with house.within() as system:
        assert counts(system) == before
    assert amara.act(page, "library.fill_in", blank_0="", blank_1="").status_code == 422
    guide = made.published(house, title="No template", audience="everyone")
    assert amara.get(url(guide, "/sheet")).status_code == 404


def counts(system: Any) -> list[int]:
    models = (library.LibraryEvent, library.LibraryMark, library.LibraryItem, library.LibraryVersion)
    return [system.scalar(select(func.count()).select_from(model)) for model in models]


def test_a_path_shows_what_one_has_read(house: House) -> None:
    guide = made.published(house, audience="everyone")
    path = made.published(house, made.KINDS["path"], audience="everyone")
    amara = house.browser("amara")
    before = amara.get(url(path))
    assert "Agree a goal in one talk" in text_of(before)
    amara.get(url(guide))
    assert "0 of 1 opened" in text_of(before)
    assert re.search(r"Start\s*: Agree a goal in one talk", text_of(before)), "it leads to the first that was not opened"
    assert "1 of 1 opened" in text_of(amara.get(url(path)))


def test_kinds_of_which_a_reader_has_nothing_are_left_out(house: House) -> None:
    made.published(house, audience="everyone")
    made.published(house, made.KINDS["exercise"], audience="managers")
    kinds = {who: text_of(house.browser(who).get(f"{LIB}/")).partition("By kind")[2] for who in ("amara", "bo")}
    assert "Guides 1" in kinds["amara"]
    assert "Exercises" not in kinds["amara"]
    assert "Exercises 1" in kinds["bo"]
    assert "Paths" not in kinds["bo"]


def test_marks_are_set_and_taken_back_and_say_who_sees_them(house: House) -> None:
    item = made.published(house, audience="everyone")
    amara = house.browser("amara")
    page = amara.get(url(item))
    assert "You and your HR partner see what you tried" in text_of(page)
    page = amara.follow(amara.act(page, "library.tried"))
    assert "You tried it" in text_of(page)
    page = amara.follow(amara.act(page, "library.helpful"))
    assert "You said: Helpful" in text_of(page)
    page = amara.follow(amara.act(page, "library.not_tried"))
    page = amara.follow(amara.act(page, "library.no_verdict"))
    assert "You tried it" not in text_of(page)
    for op in ("", "wonderful", "shown", "\x00"):
        assert amara.post(url(item, "/marks"), {"op": op}).status_code == 422


def test_overdue_says_so_to_readers_and_comes_to_the_desk(house: House) -> None:
    item = made.published(house, audience="everyone")
    with clock.at(clock.now() + timedelta(days=367)):
        page = text_of(house.browser("amara").get(url(item)))
        assert "Unverified since" in page, "even before the daily job has noticed"
        assert "Agree a goal in one talk" in text_of(house.browser("dara").get(f"{LIB}/desk?show=needs_review"))
    with house.within():
        library.needs_review(made.found(item), "policy")
    page = house.browser("amara").get(url(item))
    assert "A policy that it rests on has changed." in text_of(page)
    dara = house.browser("dara")
    page = dara.get(url(item))
    assert dara.act(page, "library.verify", review_on="31/31/31").status_code == 422
    assert dara.act(page, "library.verify", review_on="2020-01-01").status_code == 422
    with house.within():
        day = organisations.today() + timedelta(days=100)
    assert main_of(dara.follow(dara.act(page, "library.verify", review_on=day.isoformat())))["state"] == "published"
    assert "Unverified" not in text_of(house.browser("amara").get(url(item)))


def test_somebody_takes_an_item_over(house: House) -> None:
    item = made.published(house)
    dara = house.browser("dara")
    page = dara.get(url(item))
    for owner in ("nobody", "amara@northlight.example", "eve@tidewater.example"):
        assert dara.act(page, "library.keep", owner=owner).status_code == 422, owner
    kept = dara.follow(dara.act(page, "library.keep", owner="chen@northlight.example"))
    assert "Chen Yifan" in text_of(kept)
    assert "OwnerChen" in text_of(house.browser("bo").get(url(item)))


def test_a_reader_is_led_to_their_own_language(house: House) -> None:
    item = made.published(house, audience="everyone")
    chen = house.browser("chen")
    form = chen.follow(chen.act(chen.get(url(item)), "library.translate"))
    assert "library.change" in forms(form)
    chinese = UUID(main_of(form)["id"])
    page = chen.follow(chen.act(form, "library.change", title="一次谈话定目标", body="先问。"))
    assert main_of(page)["state"] == "draft"
    assert "中文" not in text_of(house.browser("amara").get(url(item))), "a draft is no reading"
    made.publish(house, chinese)
    assert "中文" in text_of(house.browser("amara").get(url(item)))
    for who, goes in (("liwei", chinese), ("amara", item)):
        answer = house.browser(who).get(f"{LIB}/keys/agree-a-goal-in-one-talk")
        assert answer.headers["Location"].endswith(str(goes))
    for key in ("nothing-here", "..%2f..%2fetc", "A%00", "x" * 300):
        assert house.browser("amara").get(f"{LIB}/keys/{key}").status_code == 404


NASTY = """# Title

<script>alert(1)</script> <img src=x onerror=alert(1)> <iframe src="//evil.example"></iframe>

[one](javascript:alert(1)) [two](//evil.example/x) [three](data:text/html;base64,xxx) ![four](https://evil.example/p.png)

[five](other-item.md) [six](../../etc/passwd) [seven](/o/tidewater/people)

<style>body{display:none}</style><a href="x" onclick="alert(1)">eight</a>
"""


def test_what_is_written_runs_nothing_and_loads_nothing(house: House) -> None:
    item = made.published(house, body=NASTY, audience="everyone", wording="</textarea><script>alert(2)</script>")
    for page in (
        house.browser("amara").get(url(item)),
        house.browser("dara").get(url(item, "/edit")),
        house.browser("dara").get(url(item)),
        house.browser("amara").get(url(item, "/versions/1")),
    ):
        html = page.get_data(as_text=True)
        tree = markup.tree(html)
        main = next(tree.iter("main"))
        assert not list(main.iter("script"))
        assert not list(main.iter("iframe"))
        assert not [each for each in main.iter("img") if "evil" in (each.get("src") or "")]
        for link in main.iter("a"):
            assert not re.match(r"\s*(javascript|data|//)", link.get("href") or "", re.I)
    read = house.browser("amara").get(url(item)).get_data(as_text=True)
    assert f"/o/northlight{LIB}/keys/other-item" in read


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("title", "", 422),
        ("title", "x" * 200, 422),
        ("title", "\x00\x00", 422),
        ("summary", "x" * 400, 422),
        ("body", "x" * 70_000, 422),
        ("kind", "song", 422),
        ("topic", "weather", 422),
        ("skill", "flying", 422),
        ("audience", "nobody", 422),
        ("language", "fr", 422),
        ("steps", "../../etc", 422),
        ("also", ",".join(f"w{n}" for n in range(40)), 422),
        ("level", "l99", 422),
        ("after", "How somebody else did it.", 422),
        ("anchors-0-task", "fly", 422),
        ("anchors-0-phase", "noon", 422),
        ("anchors-99-task", "plan.draft", 303),
        ("seed", "no uuid", 303),
        ("title", "‮evil\u0007 title", 303),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_kept(house: House, field: str, value: str, status: int) -> None:
    chen = house.browser("chen")
    kind = "path" if field == "steps" else "guide"
    given = {"kind": kind, "title": "A new one", "body": "My words.", "anchors-0-task": "plan.draft", field: value}
    answer = chen.act(chen.get(f"{LIB}/new"), "library.make", **given)
    assert answer.status_code == status, text_of(answer)[:600]
    if status == 422:
        assert 'role="alert"' in answer.get_data(as_text=True)
        if field != "body":
            assert "My words." in forms(answer)["library.make"].fields["body"]
    else:
        chen.follow(answer)


@pytest.mark.parametrize("q", ["%00", "'", "a" * 3000, "%F0%9F%98%80", "((((", "\\", "select * from", "%E2%80%AE", "  "])
def test_any_words_may_be_looked_for(house: House, q: str) -> None:
    made.published(house, audience="everyone")
    assert house.browser("amara").get(f"{LIB}/?q={q}").status_code in (200, 400, 422)


def test_the_desk_lists_by_where_things_stand(house: House) -> None:
    titles = {}
    for state in ("draft", "in_review", "published", "needs_review", "retired"):
        item = made.in_state(house, state)
        titles[state] = item
    hugo = house.browser("hugo")
    for state, item in titles.items():
        page = hugo.get(f"{LIB}/desk?show={state}")
        assert str(item) in page.get_data(as_text=True), state
        others = [other for name, other in titles.items() if name != state and str(other) in _list(page)]
        assert not others, state
    assert hugo.get(f"{LIB}/desk?show=%00nonsense").status_code == 200
    assert "library.make" not in text_of(hugo.get(f"{LIB}/desk"))


def _list(page: Any) -> str:
    html = page.get_data(as_text=True)
    rows = markup.tree(html).iter("ul")
    return " ".join(each.get("href", "") for row in rows if "lib-rows" in (row.get("class") or "") for each in row.iter("a"))


def test_retired_says_so_and_the_admin_may_do_it(house: House) -> None:
    item = made.published(house, audience="everyone")
    tova = house.browser("tova")
    gone = tova.follow(tova.act(tova.get(url(item)), "library.retire"))
    assert "Retired. Nobody reads it any more" in text_of(gone)
    assert tova.get(url(item)).status_code == 404
    chen = house.browser("chen")
    page = chen.get(url(item))
    assert "Retired" in text_of(page)
    assert main_of(chen.follow(chen.act(page, "library.reopen")))["state"] == "draft"


def test_the_preview_of_the_house_knows_links_between_items(house: House) -> None:
    chen: Browser = house.browser("chen")
    page = chen.get(f"{LIB}/new").get_data(as_text=True)
    where = re.search(r'(?:hx-post|formaction|data-preview)="([^"]*preview[^"]*)"', page)
    assert where, "the field of Markdown has a preview"


def test_another_kind_of_what_was_published_is_refused_beside_it_and_nothing_typed_is_lost(house: House) -> None:
    item = made.published(house, made.KINDS["exercise"])
    dara = house.browser("dara")
    form = forms(dara.get(url(item, "/edit")))["library.change"]
    answer = dara.post(form.action, {**form.fields, "kind": "guide", "after": "What Tunde wrote, and why."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'id="kind"' in page
    assert "What Tunde wrote, and why." in page
