"""What one instance keeps, and who may read it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from saas.launch.home import Home, read_env
from saas.launch.trouble import Trouble


@pytest.fixture
def home() -> Iterator[Home]:
    with TemporaryDirectory(prefix="home-", dir="/tmp") as folder:
        yield Home(Path(folder) / "inside", None)


def test_secrets_are_for_us_alone(home: Home) -> None:
    home.make()
    home.keys()
    home.secret_key()
    home.write_env({"SECRET_KEY": "x"})
    modes = {name: stat.S_IMODE((home.folder / name).stat().st_mode) for name in ("keys.json", "secret", "env")}
    assert modes == {"keys.json": 0o600, "secret": 0o600, "env": 0o600}
    assert stat.S_IMODE(home.folder.stat().st_mode) == 0o700


def test_a_second_start_finds_the_same_secrets(home: Home) -> None:
    home.make()
    assert (home.keys(), home.secret_key()) == (home.keys(), home.secret_key())
    assert len(set(home.keys().values())) == 5


def test_only_one_launcher_holds_a_home(home: Home) -> None:
    home.make()
    held = home.take()
    with pytest.raises(Trouble, match=f"process {os.getpid()}"):
        home.take()
    os.close(held)
    os.close(home.take())


def test_the_environment_comes_back_as_it_was_written(home: Home) -> None:
    home.make()
    values = {"A": "postgresql://app:p%40'\"$x@/d?host=/a b", "B": "", "C": "=x=y"}
    home.write_env(values)
    assert read_env(home.folder) == values
    assert read_env(home.folder / "nowhere") == {}


def test_data_without_its_keys_is_told_and_not_written_over(home: Home) -> None:
    home.make()
    (home.postgres / "data").mkdir()
    (home.postgres / "data" / "PG_VERSION").write_text("18\n")
    with pytest.raises(Trouble, match=r"keys\.json is missing"):
        home.keys()


@pytest.mark.parametrize("name", ["x" * 120, "a b", "100%", "café"])
def test_sockets_find_a_short_plain_path_whatever_the_home_is_called(home: Home, name: str) -> None:
    deep = Home(home.folder / name, None)
    path = str(deep.run / "postgres" / ".s.PGSQL.5432")
    assert len(path) < 100
    assert str(home.folder) not in path


def test_a_home_that_cannot_be_made_is_one_line(home: Home) -> None:
    home.folder.write_text("a file")
    with pytest.raises(Trouble, match="can't be used") as told:
        home.make()
    assert "\n" not in str(told.value)
