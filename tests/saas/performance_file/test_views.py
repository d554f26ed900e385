"""The pages with scripts off: writing, adding, answering, contesting, settling; what is refused keeps the words."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from saas.performance_file.rules import WORDS
from tests.factories import an_agreed_plan
from tests.house_fixture import Browser, House, forms, main_of, text_of
from tests.saas.performance_file import files

ROOM = "/performance-file"


def uploaded(browser: Browser, action: str, content: bytes, name: str) -> Any:
    """The file is sent by the form."""
    fields = {"csrf_token": browser.token, "file": FileStorage(BytesIO(content), filename=name)}
    boundary, body = encode_multipart(fields)
    answer = browser.client.post(action, data=body, content_type=f"multipart/form-data; boundary={boundary}")
    return browser._see(answer)


def test_a_journey_from_an_empty_file_to_a_settled_contest_with_scripts_off(house: House) -> None:
    an_agreed_plan(house)  # which arrives in the file by itself
    bo, amara = house.browser("bo"), house.browser("amara")
    listed = bo.get(f"{ROOM}/")
    assert "Amara Diallo" in text_of(listed)
    [file_id] = files.files_of(house, "amara")
    page = bo.get(f"{ROOM}/files/{file_id}")
    assert "You two agreed version 1 of the plan for" in text_of(page)
    draft = bo.follow(bo.act(page, "file.draft"))
    assert main_of(draft)["object"] == "file_draft"
    saved = bo.follow(bo.act(draft, "file.save", kind="shortfall", words="The report for Nordhavn came a week late."))
    form = forms(saved)["file.save"]
    assert form.fields["words"] == "The report for Nordhavn came a week late."
    assert "week late" not in text_of(amara.get(f"{ROOM}/files/{file_id}"))
    added = bo.follow(bo.post(form.action + "/additions", form.fields))
    assert "Added. Amara" in text_of(added)
    assert main_of(added)["state"] == "open"
    assert "added an entry to the file you share" in text_of(amara.get("/notices/"))
    entry = added.request.path.removeprefix("/o/northlight")
    seen = amara.get(entry)
    assert "week late" in text_of(seen)
    said = amara.follow(amara.act(seen, "file.respond", words="The grid company answered on Friday."))
    contested = amara.follow(amara.act(said, "file.contest", words="It came on the day we had agreed."))
    assert main_of(contested)["contest"] == "contested"
    assert "Answer Amara" in text_of(bo.get("/"))
    mine = bo.get(entry)
    assert "It came on the day we had agreed." in text_of(mine)
    assert "Seen by Amara" in text_of(mine)
    bo.follow(bo.act(mine, "file.settle", words="You are right, we had moved it."))
    assert "says that it is settled" in text_of(amara.get(entry))
    settled = amara.follow(amara.act(amara.get(entry), "file.settle"))
    assert main_of(settled)["contest"] == "resolved"
    assert "Settled by both" in text_of(amara.get(f"{ROOM}/files/{file_id}"))


def test_an_edit_keeps_how_it_read_and_says_so_and_taking_it_back_hides_the_words(house: House) -> None:
    made = files.added(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    amara.get(f"{ROOM}/entries/{made}")
    draft = bo.follow(bo.act(bo.get(f"{ROOM}/entries/{made}"), "file.edit"))
    form = forms(draft)["file.save"]
    changed = bo.follow(bo.post(form.action + "/additions", {**form.fields, "words": "It went with one call."}))
    assert "not since it was changed" in text_of(changed)
    assert "It went with one call." in text_of(amara.get(f"{ROOM}/entries/{made}"))
    gone = bo.follow(bo.act(bo.get(f"{ROOM}/entries/{made}"), "file.withdraw"))
    assert main_of(gone)["state"] == "withdrawn"
    for page in (gone, amara.get(f"{ROOM}/entries/{made}"), amara.get(f"{ROOM}/files/{files.begun(house)}")):
        assert "one call" not in text_of(page)
        assert "took this entry back" in text_of(page)
    assert "one call" not in amara.get(f"{ROOM}/export.json").get_data(as_text=True)


def test_taking_a_contested_entry_back_leaves_each_their_own_words_and_nobody_waiting(house: House) -> None:
    made = files.contested(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    bo.act(bo.get(f"{ROOM}/entries/{made}"), "file.respond", words="I asked the night shift.")
    bo.follow(bo.act(bo.get(f"{ROOM}/entries/{made}"), "file.withdraw"))
    pages = {who: text_of(each.get(f"{ROOM}/entries/{made}")) for who, each in (("bo", bo), ("amara", amara))}
    for who, page in pages.items():
        assert "This entry was taken back." in page, who
        assert files.WORDS not in page, who
        assert "Contested" not in page, who
    assert "It was Nia who checked them." in pages["amara"]
    assert "I asked the night shift." not in pages["amara"]
    assert "I asked the night shift." in pages["bo"]
    assert "It was Nia who checked them." not in pages["bo"]
    assert "contested" not in text_of(bo.get("/"))
    assert "It was Nia who checked them." in amara.get(f"{ROOM}/export.json").get_data(as_text=True)
    assert "I asked the night shift." not in amara.get(f"{ROOM}/export.json").get_data(as_text=True)
    assert amara.post(f"{ROOM}/entries/{made}/settlements", {"version": "1"}).status_code in (404, 409)


def test_after_its_days_an_entry_is_corrected_by_a_new_one(house: House) -> None:
    made = files.sealed(house)
    bo = house.browser("bo")
    page = bo.get(f"{ROOM}/entries/{made}")
    assert {"file.edit", "file.withdraw"} & set(forms(page)) == set()
    draft = bo.follow(bo.act(page, "file.correct"))
    form = forms(draft)["file.save"]
    new = bo.follow(bo.post(form.action + "/additions", {**form.fields, "words": "It was the day shift."}))
    assert "It corrects an earlier entry" in text_of(new)
    assert files.WORDS in text_of(bo.get(f"{ROOM}/entries/{made}"))


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("words", "", "Write what happened."),
        ("words", "page " * 120_000, f"{WORDS}"),
        ("kind", "", "Choose what kind of entry this is."),
        ("kind", "check_in", "Choose what kind of entry this is."),
        ("happened_on", "2999-01-01", "still to come"),
        ("happened_on", "1999-01-01", "when you two began to work together"),
        ("happened_on", "2027-02-31", "Enter a day that there is"),
    ],
)
def test_what_can_not_be_added_comes_back_with_the_words(house: House, field: str, value: str, says: str) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    form = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.save"]
    answer = bo.post(form.action + "/additions", {**form.fields, field: value})
    assert answer.status_code == 422
    assert says in text_of(answer).replace(",", "")
    if field == "words" and value:
        assert forms(answer)["file.save"].fields["words"].strip() == value.strip()
    assert files.drafts(house, "bo") == [draft]


def test_no_field_of_an_entry_cuts_a_paste_of_three_hundred_pages_without_a_word(house: House) -> None:
    made, draft = files.added(house), files.draft(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    note = bo.follow(bo.act(bo.get(f"{ROOM}/notes"), "note.make"))
    for page in (bo.get(f"{ROOM}/drafts/{draft}"), note, amara.get(f"{ROOM}/entries/{made}")):
        cut = re.findall(r"<textarea[^>]*maxlength", page.get_data(as_text=True))
        assert cut == [], "a browser would cut it, and say nothing"
    book, there = ("page " * 120_000).strip(), amara.get(f"{ROOM}/entries/{made}")
    asked = [(amara, there, "file.respond"), (amara, there, "file.contest"), (bo, note, "note.save")]
    for who, page, act in [*asked, (bo, bo.get(f"{ROOM}/drafts/{draft}"), "file.save")]:
        answer = who.act(page, act, words=book)
        assert answer.status_code == 422, act
        assert "At most 10000 characters fit; these are 599999" in text_of(answer).replace(",", ""), act
        assert forms(answer)[act].fields["words"].strip() == book, act


def test_two_windows_of_one_draft_lose_nothing(house: House) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    first = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.save"]
    second = dict(first.fields)
    assert bo.post(first.action, {**first.fields, "words": "In the first window."}).status_code == 303
    late = bo.post(first.action, {**second, "words": "In the second window."})
    assert late.status_code == 409
    assert "In the first window." in text_of(late)
    assert forms(late)["file.save"].fields["words"].strip() == "In the second window."
    part = bo.post(first.action, {**second, "words": "In the second window."}, headers={"HX-Request": "true"})
    assert (part.status_code, "Keep what stands here" in part.get_data(as_text=True)) == (409, True)
    kept = bo.act(late, "file.save")
    assert kept.status_code == 303
    assert "In the second window." in bo.get(f"{ROOM}/drafts/{draft}").get_data(as_text=True)


def test_autosave_answers_with_the_time_and_never_with_the_field(house: House) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    form = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.save"]
    part = bo.post(form.action, {**form.fields, "words": "Half a sen"}, headers={"HX-Request": "true"})
    assert part.status_code == 200
    html = part.get_data(as_text=True)
    assert 'id="saved"' in html
    assert "Half a sen" not in html
    long = bo.post(form.action, {**form.fields, "draft_version": "3", "words": "x" * 10_001}, headers={"HX-Request": "true"})
    assert 'data-left-out="words"' in long.get_data(as_text=True)


def test_a_draft_that_was_added_in_another_window_keeps_what_was_typed(house: House) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    form = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.save"]
    assert bo.post(form.action + "/additions", form.fields).status_code == 303
    assert bo.post(form.action, form.fields).status_code == 404


def test_an_answer_to_an_entry_that_was_taken_back_meanwhile_is_kept(house: House) -> None:
    made = files.added(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    form = forms(amara.get(f"{ROOM}/entries/{made}"))["file.respond"]
    bo.act(bo.get(f"{ROOM}/entries/{made}"), "file.withdraw")
    late = amara.post(form.action, {**form.fields, "words": "I typed this for an hour."})
    assert late.status_code == 409
    assert "I typed this for an hour." in text_of(late)


def test_the_timeline_shows_silence_and_is_narrowed(house: House) -> None:
    with house.within():
        from tenants import organisations

        today = organisations.today()
    files.added(house, "bo", words="Today.", kind="thanks")
    old = today - timedelta(days=18)
    files.added(house, "amara", words="A while ago.", kind="obstacle", day=old)
    bo = house.browser("bo")
    there = f"{ROOM}/files/{files.begun(house)}"
    assert "A while ago." in text_of(bo.get(there))
    only = text_of(bo.get(f"{there}?kind=thanks"))
    assert "Today." in only
    assert "A while ago." not in only
    assert "A while ago." in text_of(bo.get(f"{there}?whose=theirs&kind=nonsense&since=²&goal=x"))
    assert "Nothing fits" in text_of(bo.get(f"{there}?until=1999-01-01"))


def test_evidence_is_served_as_a_file_in_which_nothing_runs(house: House) -> None:
    draft = files.draft(house)
    bo, amara = house.browser("bo"), house.browser("amara")
    page = bo.get(f"{ROOM}/drafts/{draft}")
    action = forms(page)["file.keep"].action
    assert uploaded(bo, action, files.PDF, "Prüfbericht 检查.pdf").status_code == 303
    assert bo.post(action, {"url": "https://wiki.example/night"}).status_code == 303
    form = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.save"]
    entry = bo.follow(bo.post(form.action + "/additions", form.fields))
    html = entry.get_data(as_text=True)
    assert 'rel="noopener noreferrer nofollow external"' in html
    where = html.split(f"{ROOM}/evidence/")[1].split('"')[0]
    got = amara.client.get(amara.at(f"{ROOM}/evidence/{where}"))
    assert got.data == files.PDF
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Type"] == "application/pdf"
    for who in ("nia", "dara", "tova", "mira"):
        assert house.browser(who).client.get(amara.at(f"{ROOM}/evidence/{where}")).status_code == 404, who


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("report.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04", "no file of a kind"),
        ("report.pdf", files.PNG, "holds something else"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "are not taken"),
        ("drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no file of a kind"),
        ("page.html", b"<!doctype html><p>", "are not taken"),
        ("page.txt", b"<!doctype html><script>1</script>", "no file of a kind"),
        ("tool.exe", b"MZ\x90\x00", "are not taken"),
        ("letter.docx", b"PK\x03\x04 and no more", "no file of a kind"),
        ("empty.pdf", b"", "is empty"),
        ("large.pdf", b"%PDF-" + b"x" * (10 * 1024 * 1024), "10 MB"),
    ],
)
def test_files_that_are_no_evidence_are_refused_in_words(house: House, name: str, content: bytes, says: str) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    action = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.keep"].action
    answer = uploaded(bo, action, content, name)
    assert answer.status_code == 422
    assert says in text_of(answer)


@pytest.mark.parametrize(
    "url", ["http://wiki.example/", "javascript:alert(1)", "https://", "https://a b.example/", "ftp://x.y/", "x"]
)
def test_only_whole_https_links_are_kept(house: House, url: str) -> None:
    draft = files.draft(house)
    bo = house.browser("bo")
    action = forms(bo.get(f"{ROOM}/drafts/{draft}"))["file.keep"].action
    answer = bo.post(action, {"url": url})
    assert answer.status_code == 422
    assert "begins with https://" in text_of(answer)
    assert url in answer.get_data(as_text=True)


def test_everything_of_the_file_is_hidden_from_everybody_else(house: House) -> None:
    made, draft, there = files.added(house), files.draft(house), files.begun(house)
    paths = (f"files/{there}", f"entries/{made}", f"drafts/{draft}")
    for who in ("nia", "mira", "chen", "dara", "tova", "hugo"):
        browser = house.browser(who)
        for path in paths:
            assert browser.get(f"{ROOM}/{path}").status_code == 404, (who, path)
        assert browser.post(f"{ROOM}/entries/{made}/contests", {"words": "I, too."}).status_code == 404, who
        assert files.WORDS not in browser.get("/settings/audit").get_data(as_text=True)
        assert "performance file" not in text_of(browser.get("/settings/audit")), who
    eve = house.browser("eve")
    for path in paths:
        assert eve.get(f"{ROOM}/{path}").status_code == 404, path
    assert house.browser("amara").get(f"{ROOM}/drafts/{draft}").status_code == 404


def test_the_former_manager_sees_nothing_newer_the_same_day(house: House) -> None:
    made, hers = files.added(house), files.added(house, "amara", words="I asked twice.")
    files.lead(house, "amara", "mira")
    bo, amara = house.browser("bo"), house.browser("amara")
    amara.act(amara.get(f"{ROOM}/entries/{made}"), "file.respond", words="Said when Bo led no longer.")
    page = bo.get(f"{ROOM}/files/{files.files_of(house, 'amara')[0]}")
    assert files.WORDS in text_of(page)
    assert "I asked twice." not in text_of(page)
    assert bo.get(f"{ROOM}/entries/{hers}").status_code == 404
    assert forms(bo.get(f"{ROOM}/entries/{made}")).keys() & {"file.respond", "file.edit", "file.withdraw"} == set()
    assert bo.post(f"{ROOM}/entries/{made}/responses", {"words": "No."}).status_code == 403
    assert "answered an entry" not in text_of(bo.get("/notices/"))
    assert "Amara Diallo" not in text_of(house.browser("bo").get(f"{ROOM}/?q=")).split("What you wrote earlier")[0]


def test_private_notes_are_their_author_s_alone(house: House) -> None:
    bo = house.browser("bo")
    note = bo.follow(bo.act(bo.get(f"{ROOM}/notes"), "note.make"))
    where = note.request.path
    bo.act(note, "note.save", words="Ask on Thursday.")
    assert "Ask on Thursday." in text_of(bo.get(f"{ROOM}/notes"))
    assert [each["words"] for each in json.loads(bo.get(f"{ROOM}/notes.json").data)] == ["Ask on Thursday."]
    for who in ("amara", "dara", "tova", "ingrid"):
        browser = house.browser(who)
        assert browser.get(where).status_code == 404, who
        assert json.loads(browser.get(f"{ROOM}/notes.json").data) == []
    assert "Ask on Thursday." not in house.browser("amara").get(f"{ROOM}/export.json").get_data(as_text=True)
    form = forms(bo.get(where))["note.save"]
    assert bo.post(form.action, {**form.fields, "words": "Newer."}).status_code == 303
    late = bo.post(form.action, {**form.fields, "words": "From the other window."})
    assert (late.status_code, forms(late)["note.save"].fields["words"].strip()) == (409, "From the other window.")
    assert bo.post(form.action, {**form.fields, "words": "n" * 10_001}).status_code == 422
    bo.act(bo.get(where), "note.drop")
    assert bo.get(where).status_code == 404


def test_the_employee_takes_everything_along_as_data(house: House) -> None:
    an_agreed_plan(house)
    made = files.contested(house)
    there = json.loads(house.browser("amara").get(f"{ROOM}/export.json").data)
    [file] = there["files"]
    assert file["manager"]["name"] == "Bo Jensen"
    kinds = [entry["kind"] for entry in file["entries"]]
    assert kinds == ["agreement", "achievement"]
    [mine] = [entry for entry in file["entries"] if entry["id"] == str(made)]
    assert mine["says"] == files.WORDS
    assert [said["act"] for said in mine["said"]] == ["contest"]
    assert json.loads(house.browser("nia").get(f"{ROOM}/export.json").data)["files"] == []
