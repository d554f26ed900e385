"""The pages of policies with scripts off: writing, publishing, reading, acknowledging; two at once, and bad input."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from werkzeug.test import TestResponse

from coaching_library import policies
from coaching_library.policies import rules
from tenants import organisations, people
from tenants.isolation import clock
from tests.coaching_library.policies import made
from tests.house_fixture import Browser, House, forms, main_of, text_of

TALK_ANEW = replace(made.TALK, body="They talk **twice**.")


def keys_of(page: TestResponse) -> list[str]:
    """The sections of the form, in its order."""
    return re.findall(r'name="section" value="([^"]+)"', page.text)


def send(browser: Browser, page: TestResponse, **fields: object) -> TestResponse:
    """The form of the sections as a browser sends it: with every section in its order."""
    form = forms(page)["policies.write"]
    return browser.post(form.action, {**form.fields, "section": keys_of(page), **fields})


def version_of(house: House, policy_id: UUID) -> UUID:
    """The version that is to come, else the one in force."""
    with house.acting("dara"):
        sheet = made.found(policy_id)
        found = sheet.open or sheet.in_force
        assert found is not None
        return found.id


def here(page: TestResponse) -> str:
    """Where the page is, inside the organisation."""
    return page.request.path.partition("/o/northlight")[2]


def test_from_an_empty_place_to_a_policy_that_is_acknowledged(house: House) -> None:
    chen, dara, amara = house.browser("chen"), house.browser("dara"), house.browser("amara")
    assert "No policy yet" in text_of(amara.get("/policies/"))
    assert "Write the first one" in text_of(chen.get("/policies/"))
    page = chen.follow(chen.act(chen.get("/policies/new"), "policies.make", title="Talking before writing", topic="talk"))
    assert main_of(page)["state"] == "draft"
    page = chen.follow(send(chen, page, op="add"))
    [first] = keys_of(page)
    typed = {f"title/{first}": "A talk first", f"body/{first}": "They **talk**.", f"binding/{first}": "y"}
    page = chen.follow(send(chen, page, op=f"add:{first}", **typed))
    [_first, second] = keys_of(page)
    page = chen.follow(send(chen, page, **{f"title/{second}": "Why", f"body/{second}": "Because."}, op=f"up:{second}"))
    assert keys_of(page) == [second, first], "a section is moved without scripts"
    page = chen.follow(send(chen, page))
    version = here(page)
    assert text_of(page).index("Why") < text_of(page).index("A talk first")
    assert amara.get(version).status_code == 404, "a draft does not exist for its readers"
    page = chen.follow(chen.act(page, "policies.propose"))
    assert main_of(page)["state"] == "review"
    assert "Waiting for a publisher" in text_of(dara.get("/policies/desk"))
    page = dara.get(f"{version}/publication")
    page = dara.follow(dara.act(page, "policies.publish"))
    assert main_of(page)["state"] == "in_force"
    assert "Read and acknowledge" in text_of(amara.get("/policies/"))
    page = amara.get("/policies/mine")
    [path] = set(re.findall(r"/policies/[0-9a-f-]{36}/acknowledgement", page.text))
    page = amara.get(path)
    assert text_of(page).index("They talk.") < text_of(page).index("Because."), "what binds stands first"
    assert 'data-act="policies.acknowledge"' in page.text
    page = amara.follow(amara.act(page, "policies.acknowledge"))
    assert "You acknowledged this version" in text_of(page)
    assert "You have acknowledged all that you are asked to." in text_of(amara.get("/policies/mine"))
    assert "policies.acknowledge" not in forms(amara.get(path))


def test_sections_are_taken_out_and_moved_down_and_nothing_else_is_lost(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    page = chen.get(f"/policies/versions/{version_of(house, it)}/edit")
    one, two, three = keys_of(page)
    page = chen.follow(send(chen, page, op=f"down:{one}", **{f"body/{three}": "Typed meanwhile."}))
    assert keys_of(page) == [two, one, three]
    page = chen.follow(send(chen, page, op=f"remove:{two}"))
    assert keys_of(page) == [one, three]
    page = chen.follow(send(chen, page, op=f"up:{one}"))
    assert keys_of(page) == [one, three], "the first one goes nowhere"
    page = chen.follow(send(chen, page, op="stay"))
    with house.acting("chen"):
        assert made.written(it).version.content[1].body == "Typed meanwhile."


def test_what_changed_is_shown_word_by_word_and_since_what_one_has_read(house: House) -> None:
    it, amara = made.published(house), house.browser("amara")
    made.acknowledge(house, "amara", it)
    made.anew(house, it, replace(made.PURPOSE, body="So that nobody has to guess."), made.TALK, made.FILE)
    page = amara.get(f"/policies/{it}")
    assert "You acknowledged version 1" in text_of(page)
    assert "Nothing that binds has changed since." in text_of(page)
    link = re.search(r'href="([^"]*redline[^"]*)"', page.text)
    assert link is not None
    page = amara.get(link[1].replace("&amp;", "&").partition("/o/northlight")[2])
    assert "<ins>" in page.text
    assert "It reads better." in text_of(page), "with the note of the version"
    made.anew(house, it, made.PURPOSE, TALK_ANEW, made.FILE, note="Once was too seldom.")
    page = amara.get(f"/policies/{it}/acknowledgement")
    assert "What changed since version 1" in text_of(page)
    assert "Once was too seldom." in text_of(page)
    changed = page.text.partition('id="changes"')[2].partition("</section>\n")[0]
    assert "<del>" in changed
    assert made.FILE.title not in text_of(page).partition("What binds")[0], "what stayed is not told as a change"


@pytest.mark.parametrize("query", ["", "?from=1&to=2", "?from=2&to=1", "?from=9&to=x", "?from=²&to=-1", "?from=1&to=1"])
def test_any_two_versions_are_compared_and_nonsense_gives_the_last_two(house: House, query: str) -> None:
    it = made.published(house)
    made.anew(house, it, made.FILE, made.PURPOSE, TALK_ANEW)
    page = house.browser("amara").get(f"/policies/{it}/redline{query}")
    assert page.status_code == 200
    assert ("The two versions say the same." in text_of(page)) is (query == "?from=1&to=1")
    if query in ("", "?from=1&to=2"):
        assert "Moved" in text_of(page)
        assert "Changed" in text_of(page)


def test_a_reader_compares_what_was_published_and_a_keeper_drafts_too(house: House) -> None:
    it = made.published(house)
    made.write(house, it, made.PURPOSE, replace(made.TALK, body="Marmalade."))
    assert "Marmalade" in house.browser("chen").get(f"/policies/{it}/redline?from=1&to=2").text
    assert "Marmalade" not in house.browser("amara").get(f"/policies/{it}/redline?from=1&to=2").text


def test_two_who_write_at_once_keep_their_words_and_see_the_others(house: House) -> None:
    it, chen, hugo = made.draft(house), house.browser("chen"), house.browser("hugo")
    path = f"/policies/versions/{version_of(house, it)}/edit"
    mine, theirs = chen.get(path), hugo.get(path)
    one, two, _three = keys_of(mine)
    page = hugo.follow(send(hugo, theirs, op="add", **{f"body/{two}": "Marmalade."}))
    added = keys_of(page)[-1]
    hugo.follow(send(hugo, page, **{f"title/{added}": "Hugo added this", f"body/{added}": "And this."}))
    late = send(chen, mine, **{f"body/{one}": "Chen wrote this.", f"body/{two}": "Chen wrote that."})
    assert late.status_code == 409
    assert "Somebody saved this while you were writing" in text_of(late)
    assert "Marmalade." in text_of(late)
    assert "Chen wrote that." in late.text
    assert keys_of(late)[-1] == added, "what was added stands after mine"
    chen.follow(send(chen, late))
    with house.acting("chen"):
        said = {each.key: each.body for each in made.written(it).version.content}
        assert (said[one], said[two], said[added]) == ("Chen wrote this.", "Chen wrote that.", "And this.")


def test_words_for_a_draft_that_is_no_draft_any_more_are_given_back(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    old = chen.get(f"/policies/versions/{version_of(house, it)}/edit")
    made.publish(house, it)
    late = send(chen, old, **{f"body/{keys_of(old)[0]}": "Chen wrote this."})
    assert late.status_code == 409
    assert "Chen wrote this." in text_of(late)
    assert main_of(late)["state"] == "in_force"


def test_words_for_a_draft_that_is_gone_are_given_back(house: House) -> None:
    it, chen, hugo = made.draft(house), house.browser("chen"), house.browser("hugo")
    path = f"/policies/versions/{version_of(house, it)}"
    old = chen.get(f"{path}/edit")
    assert "The draft is gone." in text_of(hugo.follow(hugo.act(hugo.get(path), "policies.drop")))
    late = send(chen, old, **{f"body/{keys_of(old)[0]}": "Chen wrote this."})
    assert late.status_code == 404
    assert "Chen wrote this." in text_of(late)


def test_two_who_change_what_a_policy_is_are_told(house: House) -> None:
    it, dara = made.published(house), house.browser("dara")
    old = dara.get(f"/policies/{it}/edit")
    with house.acting("dara") as by:
        policies.change(made.found(it), policies.Facts("Somebody calls it so", "talk", "everyone", by.id), by=by)
    late = dara.act(old, "policies.change", title="Dara calls it so")
    assert late.status_code == 409
    assert "Somebody calls it so" in text_of(late)
    assert 'value="Dara calls it so"' in late.text
    dara.follow(dara.act(late, "policies.change"))
    with house.acting("dara"):
        assert made.found(it).title == "Dara calls it so"


def test_an_old_page_publishes_nothing_that_was_written_since(house: House) -> None:
    it, dara = made.draft(house), house.browser("dara")
    old = dara.get(f"/policies/versions/{version_of(house, it)}/publication")
    with house.acting("chen") as by:
        policies.write(made.written(it), (made.PURPOSE,), "", by=by)
    late = dara.act(old, "policies.publish", effective_on="2099-01-01", acknowledge_days="7")
    assert late.status_code == 409
    assert main_of(late)["state"] == "draft"
    assert "Somebody wrote in this version meanwhile." in text_of(late)
    sent = forms(late)["policies.publish"].fields
    assert (sent["effective_on"], sent["acknowledge_days"]) == ("2099-01-01", "7")
    with house.acting("hugo") as by:
        policies.drop(made.written(it), by=by)
    assert dara.act(late, "policies.publish").status_code == 404


def test_a_day_that_is_over_is_refused_beside_the_field_and_stays_in_it(house: House) -> None:
    it, dara = made.draft(house), house.browser("dara")
    page = dara.get(f"/policies/versions/{version_of(house, it)}/publication")
    with house.acting("dara"):
        yesterday = (organisations.today() - timedelta(days=1)).isoformat()
    for typed in (yesterday, "1026-01-01", "9999-12-31", "tomorrow", ""):
        wrong = dara.act(page, "policies.publish", effective_on=typed)
        assert wrong.status_code == 422, typed
        assert 'id="effective_on-error"' in wrong.text
        assert f'value="{typed}"' in wrong.text or not typed
    wrong = dara.act(page, "policies.publish", acknowledge_days="999")
    assert wrong.status_code == 422
    assert 'id="acknowledge_days-error"' in wrong.text
    with house.acting("dara"):
        assert made.found(it).published == ()


def test_a_draft_without_a_section_is_not_put_to_anybody(house: House) -> None:
    it, dara = made.draft(house, clauses=()), house.browser("dara")
    path = f"/policies/versions/{version_of(house, it)}"
    wrong = dara.act(dara.get(path), "policies.propose")
    assert wrong.status_code == 422
    assert "Write at least one section." in text_of(wrong)
    assert "policies.publish" not in forms(dara.get(f"{path}/publication"))
    sent = dara.post(f"{path}/publications", {"effective_on": "2099-01-01", "version": main_of(dara.get(path))["version"]})
    assert sent.status_code == 422


def test_a_half_written_section_is_named_with_its_place(house: House) -> None:
    it, chen = made.draft(house, clauses=(made.PURPOSE, replace(made.TALK, title=""))), house.browser("chen")
    wrong = chen.act(chen.get(f"/policies/versions/{version_of(house, it)}"), "policies.propose")
    assert wrong.status_code == 422
    assert "Section 2 · Heading: Give the section a heading." in text_of(wrong)
    assert "#title-talk0000" in wrong.text, "it leads to the field"


def test_an_empty_section_at_the_end_is_no_part_of_what_is_published(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    path = f"/policies/versions/{version_of(house, it)}"
    chen.follow(send(chen, chen.get(f"{path}/edit"), op="add"))
    chen.follow(chen.act(chen.get(path), "policies.propose"))
    with house.acting("dara"):
        assert len(made.written(it).version.content) == 3


def test_too_many_sections_are_refused_and_every_word_is_given_back(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    page = chen.get(f"/policies/versions/{version_of(house, it)}/edit")
    keys = [f"k{n:07}" for n in range(200)]
    typed = {f"title/{key}": f"Heading {key}" for key in keys} | {f"body/{key}": f"Words {key}." for key in keys}
    wrong = send(chen, page, section=keys, **typed)
    assert wrong.status_code == 422
    assert f"A policy holds at most {rules.SECTIONS} sections." in text_of(wrong)
    assert all(f"Words {key}." in wrong.text for key in (keys[0], keys[99], keys[199]))
    full = keys[: rules.SECTIONS]
    page = chen.follow(send(chen, page, section=full, op="stay", **typed))
    assert len(keys_of(page)) == rules.SECTIONS
    assert 'value="add"' not in page.text
    assert send(chen, page, op="add").status_code == 422


ODD = {
    "control characters": ("A\x00talk\x1b[31m \u202efirst", "A talk\x07 comes\u2028first.\ufeff"),
    "emoji": ("👩‍🚀 Talk 👍🏽", "🙂" * 50),
    "Chinese": ("先谈后写", "经理和员工先谈，再写进档案。" * 20),
    "Arabic": ("الحديث أولاً", "يتحدثان أولاً."),
    "markup": ("<script>alert(1)</script>", "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![x](http://a/b.png)"),
    "Markdown": ("# Heading", "# Heading\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```\ncode\n```"),
}


@pytest.mark.parametrize("kind", ODD)
def test_whatever_is_typed_is_kept_shown_and_inert(house: House, kind: str) -> None:
    it, chen, amara = made.draft(house), house.browser("chen"), house.browser("amara")
    page = chen.get(f"/policies/versions/{version_of(house, it)}/edit")
    key, title, body = keys_of(page)[0], *ODD[kind]
    chen.follow(send(chen, page, **{f"title/{key}": title, f"body/{key}": body}))
    made.publish(house, it)
    for path in ("", "/acknowledgement", "/redline"):
        shown = amara.get(f"/policies/{it}{path}")
        assert shown.status_code == 200
        assert not re.search(r"<script>|<img|onerror=\"|javascript:alert\(1\)\"|[\x00-\x08\x0b\x0c\x0e-\x1f]", shown.text)
    with house.acting("dara"):
        kept = made.found(it).versions[0].content[0]
        assert kept.title
        assert kept.body
        assert not re.search(r"[\x00-\x08\x1b\u2028\ufeff]", kept.title + kept.body)


def test_a_text_that_is_too_long_is_refused_beside_its_field_and_stays(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    page = chen.get(f"/policies/versions/{version_of(house, it)}/edit")
    key = keys_of(page)[1]
    long = "They talk. " * (rules.BODY // 10)
    wrong = send(chen, page, **{f"body/{key}": long})
    assert wrong.status_code == 422
    assert f'id="body-{key}-error"' in wrong.text
    assert "Section 2 · What it says: At most 20000 characters fit." in text_of(wrong)
    assert long.strip() in wrong.text


def test_forged_fields_change_nothing(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    path = f"/policies/versions/{version_of(house, it)}"
    page = chen.get(f"{path}/edit")
    chen.follow(send(chen, page, op="up:nothing", **{"title/none": "x"}))
    sent = send(chen, page, section=[*keys_of(page), "../../etc", "a b", "é" * 8, keys_of(page)[0]])
    assert sent.status_code in (303, 409)
    with house.acting("chen"):
        assert [each.key for each in made.written(it).version.content] == ["purpose0", "talk0000", "file0000"]
    it = made.published(house, title="Another")
    amara = house.browser("amara")
    amara.get(f"/policies/{it}/acknowledgement")
    for fields in ({}, {"no": "1"}, {"no": "²", "hash": "x"}, {"no": "99999999999", "hash": ""}, {"no": "1", "hash": "é"}):
        assert amara.post(f"/policies/{it}/acknowledgements", fields).status_code == 409
    with house.acting("amara") as by:
        assert policies.owed(by)


def test_a_reader_of_yesterdays_page_is_shown_what_holds_now(house: House) -> None:
    it, amara = made.published(house), house.browser("amara")
    old = amara.get(f"/policies/{it}/acknowledgement")
    made.anew(house, it, made.PURPOSE, TALK_ANEW)
    late = amara.act(old, "policies.acknowledge")
    assert late.status_code == 409
    assert "This is not what you read before" in text_of(late)
    assert "<strong>twice</strong>" in late.text
    assert amara.act(late, "policies.acknowledge").status_code == 303


def test_a_publisher_gives_back_with_words_which_stay_where_they_cannot_be_taken(house: House) -> None:
    it, dara, chen = made.draft(house), house.browser("dara"), house.browser("chen")
    path = f"/policies/versions/{version_of(house, it)}"
    chen.follow(chen.act(chen.get(path), "policies.propose"))
    page = dara.get(path)
    wrong = dara.act(page, "policies.give_back", words=" ")
    assert wrong.status_code == 422
    assert "Say what is to be changed." in text_of(wrong)
    wrong = dara.act(page, "policies.give_back", words="x" * 5000)
    assert wrong.status_code == 422
    assert "x" * 5000 in wrong.text
    dara.follow(dara.act(page, "policies.give_back", words="Say when, and to whom."))
    assert "Say when, and to whom." in text_of(chen.get(path))
    late = dara.act(page, "policies.give_back", words="Once more.")
    assert late.status_code == 409
    assert "Once more." in text_of(late)


def test_who_has_not_acknowledged_stands_before_who_has(house: House) -> None:
    it = made.published(house)
    made.acknowledge(house, "amara", it)
    house.browser("tova").get(f"/policies/{it}/acknowledgement")
    dara = house.browser("dara")
    page = dara.get(f"/policies/{it}/acknowledgements")
    found = re.findall(r'data-label="State">\s*<span class="tag [^"]*"><span>(.*?)</span>', page.text)
    assert found == ["Asked"] * (len(found) - 2) + ["Opened", "Acknowledged"]
    assert len(found) > 3


def test_withdrawing_asks_why_and_shows_it(house: House) -> None:
    it, dara = made.published(house), house.browser("dara")
    page = dara.get(f"/policies/versions/{version_of(house, it)}")
    wrong = dara.act(page, "policies.withdraw", why="")
    assert wrong.status_code == 422
    assert "<details open>" in wrong.text
    page = dara.follow(dara.act(page, "policies.withdraw", why="The law has changed."))
    assert main_of(page)["state"] == "withdrawn"
    shown = house.browser("amara").get(f"/policies/{it}")
    assert main_of(shown)["state"] == "withdrawn"
    assert "The law has changed." in text_of(shown)
    assert "Withdrawn on" in text_of(house.browser("amara").get("/policies/"))


def test_what_comes_later_is_told_with_what_will_change_and_can_be_taken_back(house: House) -> None:
    it, dara, amara = made.published(house), house.browser("dara"), house.browser("amara")
    made.anew(house, it, made.PURPOSE, TALK_ANEW, on=12, note="Once was too seldom.")
    page = amara.get(f"/policies/{it}")
    assert "Version 2 comes into force on" in text_of(page)
    assert "Once was too seldom." in text_of(page)
    assert "<strong>twice</strong>" not in page.text
    path = f"/policies/versions/{version_of(house, it)}"
    assert "<strong>twice</strong>" in amara.get(path).text, "it can be read before its day"
    assert "policies.take_back" not in forms(amara.get(path))
    page = dara.follow(dara.act(dara.get(path), "policies.take_back"))
    assert main_of(page)["state"] == "draft"
    assert amara.get(path).status_code == 404
    with clock.at(clock.now() + timedelta(days=12)):
        assert "<strong>twice</strong>" not in house.browser("amara").get(f"/policies/{it}").text


def test_with_the_two_person_rule_the_page_says_who_publishes(house: House) -> None:
    with house.acting("tova") as tova:
        organisations.set_settings(organisations.organisation(), {"two_person": 1}, by=tova)
    it = made.draft(house, "dara")
    path, dara = f"/policies/versions/{version_of(house, it)}", house.browser("dara")
    page = dara.follow(dara.act(dara.get(path), "policies.propose"))
    assert "The two-person rule is on" in text_of(page)
    page = dara.get(f"{path}/publication")
    assert "policies.publish" not in forms(page)
    assert dara.post(f"{path}/publications", {"effective_on": "2099-01-01"}).status_code == 403


def test_whoever_asks_for_review_reads_who_is_told(house: House) -> None:
    it, chen = made.draft(house), house.browser("chen")
    path = f"/policies/versions/{version_of(house, it)}"
    page = chen.get(path)
    assert "Dara Okonkwo is told." in text_of(page)
    page = chen.follow(chen.act(page, "policies.propose"))
    assert "It waits for a publisher now. Dara Okonkwo is told." in text_of(page)
    with house.acting("tova") as tova:
        hugo = people.person(house.person("hugo"))
        assert hugo is not None
        people.give(hugo, "publish", by=tova)
    path = f"/policies/versions/{version_of(house, made.draft(house, title='Another'))}"
    assert "Dara Okonkwo and 1 other are told." in text_of(chen.get(path))


def test_where_nobody_can_publish_each_page_of_a_policy_says_so_before_and_after_it_waits(house: House) -> None:
    with house.acting("tova") as tova:
        for grant in people.holders("hr_head", "publish"):
            people.end_grant(grant, by=tova)
    it, chen, nobody = made.draft(house), house.browser("chen"), "Nobody can publish yet."
    path = f"/policies/versions/{version_of(house, it)}"
    page = chen.get(path)
    assert nobody in text_of(page), "before it is asked"
    page = chen.follow(chen.act(page, "policies.propose"))
    assert "It waits, and nobody can publish it." in text_of(page)
    for waits in (f"/policies/{it}", "/policies/desk"):
        assert nobody in text_of(chen.get(waits))


def test_with_the_two_person_rule_the_only_publisher_reads_that_there_is_nobody_else(house: House) -> None:
    with house.acting("tova") as tova:
        organisations.set_settings(organisations.organisation(), {"two_person": 1}, by=tova)
    it = made.draft(house, "dara")
    path, dara = f"/policies/versions/{version_of(house, it)}", house.browser("dara")
    alone = "The two-person rule is on, and whoever can publish wrote in it."
    assert alone in text_of(dara.get(path))
    assert alone in text_of(dara.get(f"{path}/publication"))
    with house.acting("tova") as tova:
        found = people.person(house.person("hugo"))
        assert found is not None
        people.give(found, "publish", by=tova)
    page = text_of(dara.get(f"{path}/publication"))
    assert "Somebody else publishes it." in page
    assert alone not in page


def test_a_policy_in_another_language_is_begun_from_its_original_and_shown_beside_it(house: House) -> None:
    it, hugo, dara, liwei = made.published(house), house.browser("hugo"), house.browser("dara"), house.browser("liwei")
    page = hugo.get(f"/policies/{it}")
    wrong = hugo.act(page, "policies.make_counterpart", title="")
    assert wrong.status_code == 422
    page = hugo.follow(hugo.act(page, "policies.make_counterpart", language="zh", title="先谈后写"))
    chinese = {f"title/{key}": f"标题 {n}" for n, key in enumerate(keys_of(page))}
    page = hugo.follow(send(hugo, page, **chinese))
    path = here(page)
    page = dara.get(f"{path}/publication")
    assert "Nobody acknowledges a counterpart" in text_of(page)
    dara.follow(dara.act(page, "policies.publish"))
    listed = liwei.get("/policies/")
    assert "先谈后写" in text_of(listed), "a reader finds it in their own language first"
    assert "Talking before writing" in text_of(listed)
    [other] = set(re.findall(r"/policies/([0-9a-f-]{36})\" lang=\"zh-Hans\"", listed.text))
    made.anew(house, it, made.PURPOSE, TALK_ANEW, made.FILE)
    assert "原文" in text_of(liwei.get(f"/policies/{other}")) or "The original has changed since" in text_of(
        house.browser("amara").get(f"/policies/{other}")
    )


def test_its_owner_says_that_it_is_still_right(house: House) -> None:
    it, chen, amara = made.published(house), house.browser("chen"), house.browser("amara")
    with house.acting("chen") as by:
        policies.look_again(made.found(it), made.day(20), by=by)
    assert "To be looked at again" in text_of(chen.get("/policies/desk"))
    with clock.at(clock.now() + timedelta(days=20)):
        assert "To be looked at since" in text_of(house.browser("amara").get(f"/policies/{it}"))
        chen = house.browser("chen")
        page = chen.get(f"/policies/{it}")
        wrong = chen.act(page, "policies.look_again", review_on="2020-01-01")
        assert wrong.status_code == 422
        with house.acting("chen"):
            later = made.day(300).isoformat()
        chen.follow(chen.act(page, "policies.look_again", review_on=later))
        assert "To be looked at since" not in text_of(house.browser("amara").get(f"/policies/{it}"))
    assert "policies.look_again" not in forms(amara.get(f"/policies/{it}"))


def test_an_id_of_another_organisation_is_as_unknown_as_one_that_nobody_gave(house: House) -> None:
    it = made.published(house)
    version = version_of(house, it)
    with house.acting("dara"):
        section = policies.queries.sections_of(made.one(version).version)[0].id
    gus = house.browser("gus")
    for path, key in (
        ("/policies/{}", it), ("/policies/{}/acknowledgement", it), ("/policies/{}/acknowledgements", it),
        ("/policies/{}/redline", it), ("/policies/{}/edit", it), ("/policies/versions/{}", version),
        ("/policies/versions/{}/edit", version), ("/policies/versions/{}/publication", version),
        ("/policies/sections/{}", section),
    ):  # fmt: skip
        theirs, nobodys = gus.get(path.format(key)), gus.get(path.format(uuid4()))
        assert theirs.status_code == nobodys.status_code == 404, path
    for path, key in (
        ("/policies/{}/acknowledgements", it), ("/policies/{}/drafts", it), ("/policies/{}/counterparts", it),
        ("/policies/versions/{}/withdrawals", version), ("/policies/versions/{}/publications", version),
    ):  # fmt: skip
        assert gus.post(path.format(key), {"why": "Mine."}).status_code == 404, path
    assert "Talking before writing" not in gus.get("/policies/").text


def test_a_policy_for_hr_does_not_exist_for_others_on_any_page(house: House) -> None:
    it = made.published(house, title="Marmalade", audience="hr")
    version = version_of(house, it)
    for who in ("amara", "bo", "tova"):
        browser = house.browser(who)
        for path in (
            f"/policies/{it}", f"/policies/{it}/acknowledgement", f"/policies/{it}/acknowledgements",
            f"/policies/{it}/redline", f"/policies/versions/{version}",
        ):  # fmt: skip
            assert browser.get(path).status_code == 404, (who, path)
        for path in ("/policies/", "/policies/mine", "/find?q=marmalade", "/settings/audit?kind=policies"):
            assert "Marmalade" not in browser.get(path).text.replace('value="marmalade"', ""), (who, path)
    assert "Marmalade" in house.browser("chen").get("/policies/").text


def test_a_list_is_narrowed_by_what_a_policy_belongs_to(house: House) -> None:
    made.published(house)
    made.published(house, title="About plans", topic="plan")
    amara = house.browser("amara")
    assert text_of(amara.get("/policies/")).index("About plans") < text_of(amara.get("/policies/")).index("Talking before")
    page = text_of(amara.get("/policies/?topic=plan"))
    assert "About plans" in page
    assert "Talking before" not in page
    assert "No policy belongs to this." in text_of(amara.get("/policies/?topic=improve"))
    assert amara.get("/policies/?topic=nonsense&after=worn").status_code == 200
