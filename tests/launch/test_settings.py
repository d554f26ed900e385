"""What the launcher makes of the environment."""

import ast
import os
import re
import socket
from pathlib import Path

import pytest

from saas.launch import settings, tests
from saas.launch.trouble import WRONG_USE, Trouble

DATABASES = {
    "DATABASE_URL": "postgres://app:a@db/x",
    "DATABASE_OWNER_URL": "postgresql://owner:o@db/x",
    "DATABASE_STEWARD_URL": "postgresql+psycopg://steward:s@db/x",
}


def test_an_empty_variable_counts_as_not_set() -> None:
    found = settings.read({"PORT": "", "HOST": " ", "SAMEBOAT_HOME": "/tmp/x"}, demo=True)
    assert (found.host, found.port, found.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "８０００"])
def test_a_port_that_is_none_is_wrong_use(port: str) -> None:
    with pytest.raises(Trouble) as refused:
        settings.read({"PORT": port}, demo=True)
    assert refused.value.status == WRONG_USE


def test_only_a_test_that_is_not_there_is_wrong_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of pytest's words, a build knows three: all well, failed, asked wrongly."""
    said = {}
    for status in range(6):
        monkeypatch.setattr(tests, "_pytest", lambda _options, _environment, status=status: status)
        said[status] = tests._run(["tests/launch"], {}, None), tests._run(["fast"], {}, None)
    assert said == {0: (0, 0), 1: (1, 1), 2: (1, 1), 3: (1, 1), 4: (2, 1), 5: (2, 0)}


def test_every_spelling_of_an_address_becomes_the_same() -> None:
    found = settings.read(DATABASES, demo=False)
    assert {found.database_url[:21], found.owner_url[:21], found.steward_url[:21]} == {"postgresql+psycopg://"}


@pytest.mark.parametrize("missing", ["DATABASE_URL", "DATABASE_STEWARD_URL"])
def test_a_database_without_all_the_logins_it_needs_is_refused(missing: str) -> None:
    with pytest.raises(Trouble, match="DATABASE_"):
        settings.read({name: url for name, url in DATABASES.items() if name != missing}, demo=True)


def test_an_instance_that_listens_everywhere_is_asked_on_the_loopback() -> None:
    found = settings.read({"HOST": "0.0.0.0", "PORT": "8123"}, demo=True)
    assert (found.address, found.probe) == ("http://0.0.0.0:8123", "http://127.0.0.1:8123")


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    told = repr(settings.read({**DATABASES, "SECRET_KEY": "very-secret-for-long", "REDIS_URL": "redis://:pw@q"}, demo=True))
    assert not any(word in told for word in ("app:a", "owner:o", "steward:s", "very-secret-for-long", ":pw@"))


def test_the_home_lies_where_the_person_keeps_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert settings.home_folder({"HOME": "/home/a"}) == Path("/home/a/.local/share/sameboat")
    assert settings.home_folder({"HOME": "/home/a", "XDG_DATA_HOME": "/data"}) == Path("/data/sameboat")
    assert settings.home_folder({}) == settings.ROOT / ".home"
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert settings.home_folder({"HOME": "/root"}) == Path("/var/lib/sameboat")


def test_a_taken_port_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(Trouble, match=f"Port {port} on 127.0.0.1 is taken"):
            settings.refuse_a_taken_port(settings.read({"PORT": str(port)}, demo=True))


def test_the_guide_explains_every_setting_and_no_other() -> None:
    files = [
        settings.ROOT / "saas" / "config.py",
        *(settings.ROOT / "saas" / "launch" / f"{n}.py" for n in ("settings", "gunicorn_conf")),
    ]
    words = {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[A-Z][A-Z_]{3,}", node.value)
    }
    guide = (settings.ROOT / "docs" / "operations.md").read_text("utf-8")
    table = guide.partition("## Every setting")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == words - {"HOME", "XDG_DATA_HOME"}
