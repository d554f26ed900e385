"""Files from the upload to what people read: looked at first, taken over whole or not at all, gone after a day."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from coaching_library import library
from coaching_library.library import packing
from coaching_library.library.actions import importing, taking
from coaching_library.library.filing import Defaults
from tenants import find, people
from tenants.isolation import clock, session
from tenants.law import Invalid, NotNow, Stale
from tests.coaching_library.library import made
from tests.coaching_library.library.test_filing import zipped
from tests.house_fixture import Browser, House, forms, main_of, text_of

HERE = "/library/import"
PLAIN = Defaults("plan", "en")


def sent(browser: Browser, *files: tuple[str, bytes], **fields: Any) -> Any:
    """The files are sent as the form sends them; the body is put together in memory."""
    browser.get(HERE)
    given: dict[str, Any] = {
        "csrf_token": browser.token, "topic": "plan", "audience": "managers", "language": "en", **fields,
    }  # fmt: skip
    given[given.pop("of", "files")] = [FileStorage(io.BytesIO(data), filename=name) for name, data in files]
    boundary, body = encode_multipart(given)
    kind = f"multipart/form-data; boundary={boundary}"
    return browser._see(browser.client.post(browser.at(HERE), data=body, content_type=kind))


def upload(house: House, content: bytes, who: str = "dara", **more: Any) -> UUID:
    with house.acting(who) as actor:
        return library.upload(content, "files.zip", defaults=PLAIN, by=actor, **more).id


def apply(house: House, upload_id: UUID, who: str = "dara", seen: int | None = None) -> None:
    with house.acting(who) as actor:
        library.apply(importing.queries.held_upload(upload_id), by=actor, seen=seen)


def counts(house: House, upload_id: UUID) -> dict[str, int]:
    with house.within():
        return dict(importing.queries.held_upload(upload_id).counts)


def meanings(house: House, upload_id: UUID) -> dict[str, tuple[str, list[str]]]:
    """By path what each file means, and the codes of what is said about it."""
    with house.within():
        return {each.path: (each.outcome, [note[0] for note in each.notes]) for each in library.uploaded_files(upload_id)}


def items(house: House, slug: str = "northlight") -> dict[tuple[str, str], str]:
    with house.within(slug) as system:
        return {(each.key, each.language): each.state for each in system.scalars(select(library.LibraryItem))}


GOOD = """---
title: First steps
summary: What to do on the first day.
---
Ask. Then [go on](second.md).
"""
SECOND = "# Second\n\nAnd ![a form](x.png) here.\n"


def test_a_folder_moves_in_with_scripts_off(house: House) -> None:
    dara = house.browser("dara")
    content = zipped(("docs/first-steps.md", GOOD), ("docs/second.md", SECOND), ("docs/x.png", b"x"), ("../up.md", "# Up"))
    page = dara.follow(sent(dara, ("docs.zip", content)))
    assert main_of(page)["state"] == "checked"
    said = text_of(page)
    assert "2 files are new or changed." in said
    assert "Nothing was taken over yet." in said
    assert "Pictures are not taken over." in said
    assert "Its path leads out of the folder" in said
    assert items(house) == {}, "nothing has changed"
    new = text_of(dara.get(f"{page.request.path}?show=new"))
    assert "Pictures were left out: 1." in new
    over = dara.follow(dara.act(page, "library.apply_import"))
    assert main_of(over)["state"] == "applied"
    assert "2 items are new." in text_of(over)
    assert items(house) == {("first-steps", "en"): "draft", ("second", "en"): "draft"}
    assert "library.apply_import" not in forms(over)
    again = dara.follow(sent(dara, ("docs.zip", content)))
    assert "Nothing in these files is new or changed." in text_of(again)
    assert "library.apply_import" not in forms(again)
    gone = dara.follow(dara.act(again, "library.drop_import"))
    assert "The files were put away." in text_of(gone)


def test_a_file_that_cannot_be_read_is_said_first(house: House) -> None:
    dara = house.browser("dara")
    page = dara.follow(sent(dara, ("latin.md", "# Über\n\nGrüße".encode("latin-1")), ("good.md", GOOD.encode())))
    assert "1 file can’t be read." in text_of(page)
    assert "1 file is new or changed." in text_of(page)
    assert "save it as UTF-8" in text_of(page), "its tab is open"
    alone = dara.follow(sent(dara, ("latin.md", "# Über\n\nGrüße".encode("latin-1"))))
    assert 'class="turn-line bad"' in alone.get_data(as_text=True)


def test_a_folder_comes_from_the_browser_with_its_paths(house: House) -> None:
    dara = house.browser("dara")
    folder = (
        ("docs/zh/one.md", "# 一\n\n见 [二](../two.md)。".encode()),
        ("docs/two.md", b"# Two\n\nText."),
        ("docs/a.png", b"x"),
    )
    page = dara.follow(sent(dara, *folder, ("../up.md", b"# Up"), of="folder"))
    found = meanings(house, UUID(main_of(page)["id"]))
    assert found == {
        "docs/zh/one.md": ("new", []), "docs/two.md": ("new", []), "docs/a.png": ("refused", ["picture"]),
        "../up.md": ("refused", ["climbs"]),
    }  # fmt: skip
    dara.follow(dara.act(page, "library.apply_import"))
    assert items(house) == {("one", "zh"): "draft", ("two", "en"): "draft"}


def test_several_files_at_once_and_published_where_they_are_whole(house: House) -> None:
    dara = house.browser("dara")
    page = dara.follow(sent(dara, ("first-steps.md", GOOD.encode()), ("second.md", SECOND.encode()), publishes="y"))
    assert "It will be a draft and not be published" in text_of(page)
    dara.act(page, "library.apply_import")
    assert items(house) == {("first-steps", "en"): "published", ("second", "en"): "draft"}
    with house.within() as system:
        first = system.scalars(select(library.LibraryItem).where(library.LibraryItem.key == "first-steps")).one()
        assert (first.origin, first.owner_id, first.author_id) == ("import", house.person("dara"), house.person("dara"))
        first_id = first.id
    assert "Ask. Then go on." in text_of(house.browser("bo").get(f"/library/items/{first_id}"))
    assert made.verbs(house, first_id) == ["library_item.made", "library_item.published"]
    house.run_jobs()
    with house.acting("bo") as bo:
        assert [each.id for each in library.suggest(bo, "first steps")] == [first_id]
        assert find is not None


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.zip", b"PK\x03\x04 and nothing more", "no ZIP that can be read"),
        ("x.zip", b"%PDF-1.7", "no ZIP that can be read"),
        ("x.zip", zipped(), "no Markdown file"),
        ("x.exe", b"MZ", "no ZIP that can be read"),
        ("", b"", "Choose a ZIP"),
    ],
)
def test_an_upload_that_is_none_gets_a_clear_word(house: House, name: str, content: bytes, says: str) -> None:
    dara = house.browser("dara")
    answer = sent(dara, *(((name, content),) if name else ()))
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert "library.upload" in forms(answer)
    with house.within() as system:
        assert not system.scalar(select(func.count()).select_from(library.LibraryImport))


@pytest.mark.parametrize(("field", "value"), [("topic", "weather"), ("language", "fr"), ("audience", "nobody"), ("topic", "")])
def test_what_holds_for_all_files_is_chosen_from_the_lists(house: House, field: str, value: str) -> None:
    answer = sent(house.browser("dara"), ("a.md", b"# A\n\nText."), **{field: value})
    assert answer.status_code == 422


def test_twenty_megabytes_may_come_and_two_hundred_are_refused_before_they_are_read(house: House) -> None:
    import random

    rest = random.Random(1).randbytes(15 * 1024 * 1024)
    dara = house.browser("dara")
    answer = sent(dara, ("large.zip", zipped(("a.md", "# A\n\nText."), ("rest.bin", rest))))
    assert answer.status_code == 303, "more than other doors take"
    answer = dara.client.post(
        dara.at(HERE),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )
    assert answer.status_code == 413
    with pytest.raises(Invalid) as no:
        upload(house, b"PK" + bytes(packing.PACKED))
    assert set(no.value.errors) == {"files"}


def test_each_file_says_what_it_means_for_what_is_there(house: House) -> None:
    for title in ("Same", "Other", "Waiting", "Gone", "Kind"):
        made.published(house, title=title, key=title.lower())
    with house.acting("dara") as dara:
        by_key = {each.key: each for each in session().scalars(select(library.LibraryItem))}
        library.retire(by_key["gone"], by=dara)
    made.change(house, _id(house, "waiting"), "chen", summary="Waits.")
    waiting = _id(house, "waiting")
    with house.acting("chen") as chen:
        library.propose(made.found(waiting), by=chen)
    made.change(house, _id(house, "same"), summary="A draft beside it is nobody's yet.")
    with zipfile.ZipFile(io.BytesIO(_exported(house))) as archive:
        same = archive.read("en/same.md")
    found = meanings(house, upload(house, zipped(
        ("same.md", same), ("other.md", "# Other\n\nNew words."), ("waiting.md", "# W\n\nx"), ("gone.md", "# G\n\nx"),
        ("kind.md", "---\nkind: script\n---\n# K\n\nx"), ("fresh.md", "# F\n\nx"), ("zh/other.md", "# 其他\n\n新。"),
        ("bad.md", "---\ntitle: [\n---\nx"),
    )))  # fmt: skip
    assert found == {
        "same.md": ("unchanged", []), "other.md": ("changed", []), "waiting.md": ("refused", ["in_review"]),
        "gone.md": ("refused", ["retired"]), "kind.md": ("refused", ["other_kind"]), "fresh.md": ("new", []),
        "zh/other.md": ("new", []), "bad.md": ("refused", ["front_yaml"]),
    }  # fmt: skip


def _id(house: House, key: str) -> UUID:
    with house.within() as system:
        return system.scalars(select(library.LibraryItem.id).where(library.LibraryItem.key == key)).one()


def _exported(house: House, slug: str = "northlight") -> bytes:
    with house.within(slug):
        return library.exported()


def test_a_changed_file_is_the_next_draft_and_people_read_on(house: House) -> None:
    item = made.published(house, title="Other", key="other")
    one = upload(house, zipped(("other.md", "---\nsummary: s\n---\n# Other\n\nNew words.")))
    apply(house, one)
    with house.within():
        it = made.found(item)
        assert (it.state, it.body, it.latest and it.latest.no) == ("published", "New words.", 1)
    two = upload(house, zipped(("other.md", "---\nsummary: s\n---\n# Other\n\nNewer words.")), publishes=True)
    apply(house, two)
    with house.within():
        it = made.found(item)
        assert it.latest
        assert (it.latest.no, it.latest.body) == (2, "Newer words.")
        anchored = session().scalar(select(func.count()).select_from(library.LibraryAnchor))
        assert anchored == 0, "the file names no step"


def test_what_moved_on_between_the_look_and_the_taking_is_left_alone(house: House) -> None:
    item = made.published(house, title="Other", key="other")
    one = upload(house, zipped(("other.md", "# Other\n\nNew words."), ("more.md", "# More\n\nx")))
    with house.acting("dara") as dara:
        library.retire(made.found(item), by=dara)
    apply(house, one)
    assert items(house) == {("other", "en"): "retired", ("more", "en"): "draft"}
    with house.within():
        assert "New words" not in made.found(item).body


def test_half_of_it_is_never_taken_over(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    one = upload(house, zipped(*((f"f-{n}.md", f"# F {n}\n\nText.") for n in range(20))))

    def fails(*_args: Any) -> Any:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(taking, "rewrite_rows", fails)
    with pytest.raises(RuntimeError):
        apply(house, one)
    assert items(house) == {}
    with house.within():
        assert importing.queries.held_upload(one).state == "checked"


def test_pressed_twice_it_is_taken_over_once(house: House) -> None:
    one = upload(house, zipped(("a.md", "# A\n\nx")))
    with house.within():
        seen = importing.queries.held_upload(one).version
    apply(house, one, seen=seen)
    with pytest.raises(Stale):
        apply(house, one, seen=seen)
    with pytest.raises(NotNow):
        apply(house, one)
    dara = house.browser("dara")
    answer = dara.post(f"/library/imports/{one}/applications", {"version": str(seen)})
    assert answer.status_code == 409
    assert dara.post(f"/library/imports/{one}/droppings").status_code == 409
    assert len(items(house)) == 1


def test_a_large_upload_is_read_and_taken_over_by_jobs(house: House) -> None:
    dara = house.browser("dara")
    import random

    rest = random.Random(1).randbytes(400_000)
    files = [(f"f-{n}.md", f"# F {n}\n\nText of {n}.".encode()) for n in range(205)]
    page = dara.follow(sent(dara, ("large.zip", zipped(*files, ("rest.bin", rest)))))
    assert main_of(page)["state"] == "checking"
    assert "The files are being read." in text_of(page)
    house.run_jobs()
    page = dara.get(page.request.path)
    assert main_of(page)["state"] == "checked"
    page = dara.follow(dara.act(page, "library.apply_import"))
    assert main_of(page)["state"] == "applying"
    house.run_jobs()
    page = dara.get(page.request.path)
    assert "205 items are new." in text_of(page)
    assert len(items(house)) == 205


def test_a_large_upload_that_is_none_says_so_on_its_page(house: House) -> None:
    import random

    dara = house.browser("dara")
    torn = zipped(("a.md", random.Random(1).randbytes(150_000).hex()), ("r.bin", random.Random(2).randbytes(400_000)))[:-60]
    page = dara.follow(sent(dara, ("large.zip", torn)))
    house.run_jobs()
    page = dara.get(page.request.path)
    assert main_of(page)["state"] == "failed"
    assert "no ZIP that can be read" in text_of(page)


def test_too_many_files_are_said_on_the_page_of_a_large_upload(house: House) -> None:
    dara = house.browser("dara")
    page = dara.follow(sent(dara, ("many.zip", zipped(*((f"{n}.md", "# A") for n in range(5_001))))))
    house.run_jobs()
    page = dara.get(page.request.path)
    assert main_of(page)["state"] == "failed"
    assert "At most 5000 files" in text_of(page)


def test_whoever_lost_the_right_meanwhile_takes_nothing_over(house: House) -> None:
    made.may_publish(house, "amara")
    with house.acting("amara") as amara:
        one = library.upload(
            zipped(*((f"f-{n}.md", f"# F {n}\n\nx") for n in range(205))), "x.zip", defaults=PLAIN, by=amara
        ).id  # fmt: skip
        library.apply(importing.queries.held_upload(one), by=amara)
    with house.within():
        for grant in people.grants(person_id=house.person("amara")):
            people.end_grant(grant, by=None)
    house.run_jobs()
    with house.within():
        assert importing.queries.held_upload(one).state == "checked"
    assert items(house) == {}


def test_with_two_persons_nothing_is_published_by_files(house: House) -> None:
    early = upload(house, zipped(("a.md", "---\nsummary: s\n---\n# A\n\nx")), publishes=True)
    made.two_persons(house)
    with pytest.raises(Invalid) as no:
        upload(house, zipped(("a.md", "# A\n\nx")), publishes=True)
    assert set(no.value.errors) == {"publishes"}
    with pytest.raises(NotNow, match="two-person"):
        apply(house, early)
    apply(house, upload(house, zipped(("a.md", "# A\n\nx"))))
    assert items(house) == {("a", "en"): "draft"}


def test_after_a_day_the_files_are_gone_and_what_was_taken_over_stays(house: House) -> None:
    one = upload(house, zipped(("a.md", "# A\n\nx"), ("b.md", "# B\n\nx")))
    apply(house, one)
    two = upload(house, zipped(("c.md", "# C\n\nx")))
    house.let_pass(timedelta(hours=23))
    with house.within() as system:
        assert system.scalar(select(func.count()).select_from(library.LibraryImportFile)) == 3
        with clock.at(clock.now() + timedelta(hours=25)):
            assert importing.forget(100) == 5
        assert not system.scalar(select(func.count()).select_from(library.LibraryImport))
        assert not system.scalar(select(func.count()).select_from(library.LibraryImportFile))
    assert len(items(house)) == 2
    assert house.browser("dara").get(f"/library/imports/{two}").status_code == 404


def test_what_went_out_comes_in_as_unchanged_also_elsewhere(house: House) -> None:
    for n, kind in enumerate(made.KINDS):
        made.published(house, made.KINDS[kind], key="agree-a-goal-in-one-talk" if kind == "guide" else f"{kind}-{n}")
    made.draft(house, title="Only a draft", body="Its words.")
    made.in_state(house, "retired")
    answer = house.browser("chen").get("/library/export")
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="library-northlight-')
    packed = answer.get_data()
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert len(archive.namelist()) == 8, "what is retired stays behind"
        assert all(name.startswith("en/") for name in archive.namelist())
    assert counts(house, upload(house, packed)) == {"unchanged": 8}
    with house.acting("gus") as gus:
        one = library.upload(packed, "x.zip", defaults=PLAIN, publishes=True, by=gus)
        library.apply(one, by=gus)
    assert sorted(items(house, "tidewater").values()) == ["published"] * 8
    assert _texts(_exported(house, "tidewater")) == _texts(packed)


def _texts(packed: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_comes_in_files_runs_nothing(house: House) -> None:
    front = "---\nsummary: <script>alert(1)</script>\naudience: everyone\n---\n"
    nasty = f"{front}# <b>T</b>\n\n<script>x</script> [a](javascript:alert)"
    apply(house, upload(house, zipped(("a<b>.md", nasty)), publishes=True))
    with house.within() as system:
        item = system.scalars(select(library.LibraryItem)).one()
        assert item.state == "published"
        page_of = f"/library/items/{item.id}"
    html = house.browser("amara").get(page_of).get_data(as_text=True)
    assert "<script>x" not in html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html
