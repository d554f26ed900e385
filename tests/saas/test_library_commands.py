"""The operator brings files into an organisation's library and takes it along: the same check as on the page."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from coaching_library import library
from tests.house_fixture import House

pytestmark = pytest.mark.slow

Run = Callable[..., str]


@pytest.fixture
def run(house: House) -> Run:
    def command(*words: str, status: int = 0) -> str:
        result = house.app.test_cli_runner().invoke(args=list(words))
        assert result.exit_code == status, (words, result.output, result.exception)
        return str(result.output)

    return command


def items(house: House, slug: str = "northlight") -> dict[str, str]:
    with house.within(slug) as system:
        return {each.key: each.state for each in system.scalars(select(library.LibraryItem))}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "first.md").write_text("---\nsummary: s\n---\n# First\n\nSee [second](second.md).\n", "utf-8")
    (tmp_path / "docs" / "second.md").write_text("# 第二\n\nWords.\n", "utf-8")
    (tmp_path / "docs" / "link.md").symlink_to("/etc/passwd")
    return tmp_path / "docs"


def test_a_folder_is_looked_at_first_and_then_taken_over(house: House, run: Run, folder: Path) -> None:
    told = run("library", "import", str(folder), "--tenant", "northlight")
    assert "New: 2" in told
    assert items(house) == {}
    told = run("library", "import", str(folder), "--tenant", "northlight", "--apply", "--publish")
    assert "Taken over: 2 new, 0 changed" in told
    assert items(house) == {"first": "published", "second": "draft"}
    assert "Unchanged: 2" in run("library", "import", str(folder), "--tenant", "northlight", "--apply")


def test_a_file_that_is_refused_is_named_and_the_status_says_so(house: House, run: Run, folder: Path) -> None:
    (folder / "bad.md").write_text("---\ntitle: [\n---\nx", "utf-8")
    told = run("library", "import", str(folder), "--tenant", "northlight", "--apply", status=1)
    assert "bad.md: The facts in front of the text are no YAML" in told
    assert sorted(items(house)) == ["first", "second"], "the others are taken over"


def test_what_was_written_out_is_unchanged_where_it_came_from_and_new_elsewhere(house: House, run: Run, folder: Path) -> None:
    run("library", "import", str(folder), "--tenant", "northlight", "--apply", "--publish")
    packed, out = folder.parent / "all.zip", folder.parent / "out"
    run("library", "export", str(packed), "--tenant", "northlight")
    run("library", "export", str(out), "--tenant", "northlight")
    with zipfile.ZipFile(packed) as archive:
        assert sorted(archive.namelist()) == ["en/first.md", "en/second.md"]
    assert sorted(p.name for p in out.rglob("*.md")) == ["first.md", "second.md"]
    assert "Unchanged: 2" in run("library", "import", str(packed), "--tenant", "northlight")
    assert "New: 2" in run("library", "import", str(out), "--tenant", "tidewater")
    assert items(house, "tidewater") == {}


def test_an_organisation_or_a_path_that_is_none_says_so(run: Run, folder: Path) -> None:
    run("library", "import", str(folder / "nothing"), "--tenant", "northlight", status=2)
    run("library", "export", str(folder / "x.zip"), "--tenant", "nobody", status=1)
