"""Files taken apart and put together again, without a database: what a ZIP may hold, what a file says, what is refused."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from dataclasses import replace

import pytest

from coaching_library.library import filing, packing, rules, words
from coaching_library.library.content import Anchor
from coaching_library.library.filing import Defaults, Read
from coaching_library.library.mending import unwrapped
from coaching_library.library.packing import Came, Unreadable
from tests.coaching_library.library import made

HERE = Defaults("plan", "en")


def zipped(*files: tuple[str, bytes | str], **changes: int) -> bytes:
    """A ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files:
            info = zipfile.ZipInfo(path)
            info.external_attr = changes.get("mode", 0o644) << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def one(text: str, path: str = "a-file.md") -> Read:
    """A file of this text as it is read."""
    return filing.read_all([packing.came(path, text.encode())], HERE)[0]


def why(read: Read) -> str:
    """The code by which a file is refused; nothing where it is taken."""
    return read.notes[0][0] if read.content is None else ""


# --- the archive


@pytest.mark.parametrize(
    ("path", "trouble"),
    [
        ("../up.md", "climbs"),
        ("a/../../b.md", "climbs"),
        ("a\\..\\..\\b.md", "climbs"),
        ("/etc/passwd.md", "absolute"),
        ("C:\\x.md", "absolute"),
        ("\\\\host\\x.md", "absolute"),
        ("pic.PNG", "picture"),
        ("run.exe", "no_markdown"),
        ("page.html", "no_markdown"),
        ("inner.zip", "no_markdown"),
        ("fine.md", ""),
        ("deep/er/fine.markdown", ""),
    ],
)
def test_each_path_is_looked_at(path: str, trouble: str) -> None:
    found = packing.unpack(zipped((path, "# A\n\nText.")))
    assert [each.trouble for each in found] == [trouble]


def test_links_to_other_files_are_not_followed() -> None:
    assert packing.unpack(zipped(("a.md", "/etc/passwd"), mode=stat.S_IFLNK | 0o777))[0].trouble == "symlink"


def test_what_systems_lay_beside_files_is_passed_over() -> None:
    found = packing.unpack(zipped(("a.md", "# A"), ("__MACOSX/._a.md", "x"), (".DS_Store", "x"), ("folder/", "")))
    assert [each.path for each in found] == ["a.md"]


def test_an_encrypted_file_says_so() -> None:
    data = bytearray(zipped(("a.md", "# A"), ("b.md", "# B")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + place] |= 1
    assert [each.trouble for each in packing.unpack(bytes(data))] == ["encrypted", ""]


def test_a_file_that_is_larger_than_it_says_is_not_believed() -> None:
    data = bytearray(zipped(("a.md", "x" * 3_000_000)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(mark) + place, 100)
    found = packing.unpack(bytes(data))
    assert found[0].trouble in ("broken", "one_too_large"), "it is read no further than one file may be long"
    assert packing.unpack(zipped(("a.md", "x" * 200_001)))[0].trouble == "one_too_large"
    assert packing.unpack(zipped(("a.md", "x" * 200_000)))[0].trouble == ""


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_is() -> None:
    with pytest.raises(Unreadable) as no:
        packing.unpack(zipped(*((f"{n}.md", "x" * 190_000) for n in range(340))))
    assert no.value.code == "too_large"
    data = bytearray(zipped(*((f"{n}.md", "x" * 190_000) for n in range(340))))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:  # the list of the archive says that all are tiny
        struct.pack_into("<I", data, at + 24, 10)
        at += 4
    assert {each.trouble for each in packing.unpack(bytes(data))} == {"broken"}


def test_five_thousand_files_are_enough() -> None:
    assert len(packing.unpack(zipped(*((f"{n}.md", "# A") for n in range(5_000))))) == 5_000
    with pytest.raises(Unreadable) as no:
        packing.unpack(zipped(*((f"{n}.md", "# A") for n in range(5_001))))
    assert no.value.code == "too_many"


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + bytes(18), bytes(5_000), b"PK\x03\x04" * 40])
def test_what_is_no_archive_says_so(content: bytes) -> None:
    try:
        assert packing.unpack(content) == []
    except Unreadable as no:
        assert no.code == "no_archive"  # noqa: PT017 - an empty archive is none of both


@pytest.mark.parametrize("cut", [10, 40, 100, 130])
def test_a_torn_archive_says_so(cut: int) -> None:
    whole = zipped(("a.md", "# A\n\nSome text that is a little longer."), ("b.md", "# B"))
    with pytest.raises(Unreadable):
        packing.unpack(whole[:-cut])
    broken = bytearray(whole)
    broken[35:45] = bytes(10)
    assert "broken" in {each.trouble for each in packing.unpack(bytes(broken))}


def test_more_than_twenty_megabytes_are_not_opened() -> None:
    with pytest.raises(Unreadable) as no:
        packing.unpack(b"PK\x03\x04" + bytes(packing.PACKED))
    assert no.value.code == "packed_too_large"


def test_the_same_path_twice_is_taken_once() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.md", "# A"), ("a.md", "# B"))
    assert [each.trouble for each in packing.unpack(data)] == ["", "twice"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("# 目标\n".encode(), "# 目标\n"),
        (b"\xef\xbb\xbf# A\n", "# A\n"),
        ("# 目标\n".encode("utf-16"), "# 目标\n"),
        (b"\xfe\xff" + "# A\n".encode("utf-16-be"), "# A\n"),
        ("# Über\n".encode("latin-1"), None),
        ("# 目标\n".encode("gb18030"), None),
        ("# A\n".encode("utf-16-le"), None),
        (b"\xff\xfe\x00", None),
        (b"# A\x00B", None),
    ],
)
def test_letters_are_read_as_utf_8_or_as_utf_16_that_says_so(data: bytes, text: str | None) -> None:
    found = packing.came("a.md", data)
    assert (found.text, found.trouble) == ((text, "") if text is not None else ("", "encoding"))


def test_paths_are_shown_without_signs_that_move_others() -> None:
    assert packing.shown("a\u202e\x07b\\c.md") == "a��b/c.md"
    assert len(packing.shown("x" * 900)) == 300


# --- the facts in front


@pytest.mark.parametrize(
    ("front", "code"),
    [
        ("title: [", "front_yaml"),
        ("title: 'x\n", "front_yaml"),
        ("a: &a [*a, *a]\nb: *nobody", "front_yaml"),
        ("- one\n- two", "front_mapping"),
        ("just words", "front_mapping"),
        ("title: !!python/object/apply:os.system ['true']", "front_yaml"),
        ("title: {a: b}", "field_kind"),
        ("title: [a]", "field_kind"),
        ("also: {a: b}", "field_kind"),
        ("also: [[a]]", "field_kind"),
        ("anchors: plan.draft", "field_kind"),
        ("anchors: [{phase: planning}]", "field_kind"),
        ("anchors: [{task: fly}]", "unknown_word"),
        ("anchors: [{task: plan.draft, phase: noon}]", "unknown_word"),
        ("kind: song", "unknown_word"),
        ("topic: weather", "unknown_word"),
        ("skill: flying", "unknown_word"),
        ("audience: nobody", "unknown_word"),
        ("language: fr", "unknown_word"),
        ("key: Not A Key", "bad_key"),
        ("key: ../../x", "bad_key"),
        ("title: " + "x" * 200, "wrong_part"),
        ("summary: " + "x" * 400, "wrong_part"),
        ("x: " + "[" * 5_000, "front_too_long"),
        ("x: " + "y" * 30_000, "front_too_long"),
        ("title: true", "field_kind"),
        ("title: 2026-01-01", "field_kind"),
    ],
)
def test_facts_that_are_none_are_said(front: str, code: str) -> None:
    read = one(f"---\n{front}\n---\nText.\n")
    assert why(read) == code
    said = words.note(*read.notes[0])
    assert said
    assert "%(" not in said


def test_facts_that_never_end_are_said() -> None:
    assert why(one("---\ntitle: A\n\nText.\n")) == "front_open"


def test_a_bomb_of_names_is_not_unfolded() -> None:
    lol = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    read = one(f"---\n{lol}also: *i\n---\nText.\n")
    assert why(read) in ("field_kind", "front_too_long", "front_yaml")


def test_a_file_without_facts_is_a_guide_with_its_first_heading_as_title() -> None:
    read = one("# Agree a goal\n\nAsk first.\n\n## Then\n\nListen.\n", "How To.md")
    assert (read.key, read.language) == ("how-to", "en")
    assert read.content
    assert (read.content.kind, read.content.topic, read.content.title) == ("guide", "plan", "Agree a goal")
    assert read.content.body == "Ask first.\n\n## Then\n\nListen."
    assert one("Just a sentence.", "some_notes.md").content.title == "some notes"  # type: ignore[union-attr]  # it is read
    assert one("```\n# no heading\n```\n", "code.md").content.title == "code"  # type: ignore[union-attr]  # it is read
    assert why(one("", "empty.md")) == "empty"
    assert why(one("---\ntitle: Only a title\n---\n")) == "empty"


def test_a_chinese_name_gets_a_key_that_stays_the_same() -> None:
    first, again = one("# 目标\n\n先问。", "目标.md"), one("# 目标二\n\n先问。", "目标.md")
    assert first.key == again.key
    assert rules.is_key(first.key)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("zh/a.md", "zh"),
        ("docs/ZH/a.md", "zh"),
        ("a.zh.md", "zh"),
        ("en/a.zh.md", "en"),
        ("a.md", "en"),
        ("chinese/a.md", "en"),
    ],
)
def test_the_language_is_told_by_folder_or_ending(path: str, language: str) -> None:
    assert one("# A\n\nText.", path).language == language


def test_what_is_not_known_is_left_out_and_said() -> None:
    read = one("---\ntitle: A\nauthor: me\nweight: 3\n---\nText.\n")
    assert read.content
    assert read.notes == (("left_out", {"names": "author, weight"}),)


def test_pictures_go_their_words_stay_and_code_is_left_alone() -> None:
    read = one("# A\n\nSee ![the form](img/form.png) and ![][x] <img src=x onerror=y>.\n\n```\n![code](x.png)\n```\n")
    assert read.content
    assert "See the form and" in read.content.body
    assert "<img" not in read.content.body
    assert "![code](x.png)" in read.content.body
    assert ("pictures", {"many": 3}) in read.notes


def test_html_and_links_that_lead_outside_are_said() -> None:
    read = one(
        "# T\n\n<script>alert(1)</script> and `<b>` and <https://a.example/x>.\n\n```\n<i>\n```\n"
        "[b](http://b.example), [c](javascript:x), [d](mailto:hr@x.example), 3 < 4 > 2"
    )
    assert dict(read.notes) == {
        "html": {"names": "<script>, </script>"},
        "outside": {"names": "https://a.example/x, http://b.example"},
        "link_nowhere": {"target": "javascript:x"},
    }


def test_links_between_files_become_links_between_items() -> None:
    one_ = "# One\n\n[two](../two/second.md#part) [site](https://x.example/a.md) [gone](lost/Über.md) [key](some-key.md)"
    two = "---\nkey: the-second\n---\n# Two\n\n[a](../one/First%20Steps.md) [b](<../one/First Steps.md>)\n\n[r]: ../one/x.txt\n"
    came = [Came("one/First Steps.md", one_), Came("two/second.md", two)]
    first, second = filing.read_all(came, HERE)
    assert first.content
    assert second.content
    assert "[two](the-second.md#part)" in first.content.body
    assert "(https://x.example/a.md)" in first.content.body
    assert "(some-key.md)" in first.content.body
    assert ("link_nowhere", {"target": "lost/Über.md"}) in first.notes
    assert "[a](first-steps.md) [b](first-steps.md)" in second.content.body
    assert second.notes == (("link_nowhere", {"target": "../one/x.txt"}),)


def test_a_key_stands_once_in_each_language() -> None:
    came = [Came("a.md", "# A\n\nx"), Came("sub/a.md", "# B\n\ny"), Came("zh/a.md", "# C\n\nz")]
    found = filing.read_all(came, HERE)
    assert [why(each) for each in found] == ["", "same_key", ""]
    assert found[1].notes[0][1] == {"key": "a", "other": "a.md"}


@pytest.mark.parametrize("kind", made.KINDS)
def test_what_is_written_is_read_again_as_the_same(kind: str) -> None:
    content = replace(
        made.KINDS[kind],
        title='A: "title" #1',
        summary="- not a list",
        also=("yes", "1.0", "null", "结果"),
        wording="Two\nlines",
        anchors=(Anchor("plan.draft", "planning", "unanswered"),),
        body="Line one\nline two\n\n---\n\n```\n---\n```\n\n# Heading",
    ).tidied()
    read = one(filing.written("a-key", "zh", content))
    assert (read.key, read.language, read.notes) == ("a-key", "zh", ())
    assert read.content == content


LONG = "These words stand on a line that an editor of texts has broken at its own margin,"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (f"{LONG}\nand go on here.", f"{LONG} and go on here."),
        (f"{LONG}\n{LONG}\nand end.", f"{LONG} {LONG} and end."),
        (f"- {LONG}\n  and go on.\n- Two", f"- {LONG} and go on.\n- Two"),
        ("目标要两个人都说得清楚才算定下来不然到了年底谁也不知道该看什么\n这一条也一样。", None),
        (f"{LONG}  \nmeant", f"{LONG}  \nmeant"),
        (f"{LONG}\\\nmeant", f"{LONG}\\\nmeant"),
        ("Short\nlines", "Short\nlines"),
        (f"{LONG}\n- a list", f"{LONG}\n- a list"),
        (f"{LONG}\n1. a list", f"{LONG}\n1. a list"),
        (f"| {LONG} |\n| --- |", f"| {LONG} |\n| --- |"),
        (f"# {LONG}\ntext", f"# {LONG}\ntext"),
        (f"```\n{LONG}\ncode\n```", f"```\n{LONG}\ncode\n```"),
        (f"    {LONG}\n    code", f"    {LONG}\n    code"),
        (f"{LONG}\n\nanother", f"{LONG}\n\nanother"),
    ],
)  # fmt: skip
def test_lines_broken_at_a_margin_are_one(text: str, mended: str | None) -> None:
    assert unwrapped(text) == (mended if mended is not None else text.replace("\n", ""))


def test_breaks_that_somebody_typed_survive_going_out_and_coming_in() -> None:
    content = replace(made.GUIDE, body=f"{LONG}\nand a line that was meant.").tidied()
    text = filing.written("a-key", "en", content)
    assert "breaks: kept" in text
    assert one(text).content == content
    assert "breaks" not in filing.written("a-key", "en", made.GUIDE)


def test_every_note_can_be_said() -> None:
    given = {
        "most": 1, "line": 1, "name": "x", "value": "x", "known": "x", "key": "x", "other": "x", "part": "title", "says": "x",
        "names": "x", "many": 1, "target": "x",
    }  # fmt: skip
    for code in words.NOTES:
        assert "%(" not in words.note(code, given), code
