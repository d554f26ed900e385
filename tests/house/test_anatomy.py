"""The house rules that a machine can hold: drawers, doors, files, and what may not be written where."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

GROUND = {"isolation", "law", "journal", "jobs", "web"}
FLOORS = ("saas", "coaching_library", "tenants")
ROOMS = sorted(
    {
        found.parent if found.name == "models.py" else found.parent.parent
        for floor in FLOORS
        for where in ("*/models.py", "*/models/__init__.py")
        for found in (ROOT / floor).glob(where)
    }
    - {ROOT / "tenants" / each for each in GROUND}
)
DRAWERS = ["models", "states", "rules", "sheets", "policy", "forms", "queries", "actions", "views"]
PURE = {"models", "states", "rules", "sheets", "policy", "queries", "actions", "events", "forms", "content", "drafts"}
FILES = [p for floor in FLOORS for p in sorted((ROOT / floor).rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What a file of the product is made of: every rule looks at it, it is taken apart once."""
    return tuple(ast.walk(ast.parse(path.read_text())))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports at any place, with the line."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node.lineno
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def drawer_of(path: Path, room: Path) -> str:
    return path.relative_to(room).parts[0].removesuffix(".py")


def test_there_are_rooms_to_test() -> None:
    assert {r.name for r in ROOMS} >= {"plan", "cycle", "people", "organisations", "agreements", "sign_in", "notices", "files"}


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_a_room_says_what_it_is_for_and_has_tests(room: Path) -> None:
    docstring = ast.get_docstring(ast.parse((room / "__init__.py").read_text()))
    assert docstring, f"{room.name} has no docstring"
    assert len(docstring.splitlines()) <= 12
    floor = room.parent.name
    assert any((ROOT / "tests" / floor / room.name).glob("test_*.py")), f"tests/{floor}/{room.name} is empty"


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_drawers_look_only_to_the_right(room: Path) -> None:
    package = ".".join(room.relative_to(ROOT).parts)
    wrong = []
    for path in room.rglob("*.py"):
        mine = drawer_of(path, room)
        if mine not in DRAWERS:
            continue
        for module, line in imports(path):
            if not module.startswith(package + "."):
                continue
            theirs = module.removeprefix(package + ".").split(".")[0]
            if theirs in DRAWERS and DRAWERS.index(theirs) > DRAWERS.index(mine):
                wrong.append(f"{name_of(path)}:{line} imports {theirs}")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS, ids=lambda r: r.name)
def test_nothing_below_views_knows_of_the_request(room: Path) -> None:
    wrong = []
    for path in room.rglob("*.py"):
        if drawer_of(path, room) not in PURE:
            continue
        for module, line in imports(path):
            if module.split(".")[0] in {"flask", "flask_login", "flask_htmx", "flask_wtf"} or module == "tenants.web.current":
                wrong.append(f"{name_of(path)}:{line} imports {module}")
    assert wrong == []


def test_rooms_are_entered_by_the_front_door() -> None:
    """`from saas import plan`, not `from saas.plan.queries import …`, save by the roof and the room itself."""
    wrong = []
    for path in FILES:
        parts = path.relative_to(ROOT).parts
        home = parts[:2] if len(parts) > 2 else parts[:1]
        if parts[0] == "saas" and (len(parts) == 2 or parts[1] in {"demo", "launch", "cli", "bench"}):
            continue
        for module, line in imports(path):
            names = module.split(".")
            target = tuple(names[:2])
            if len(names) < 3 or target == home or not (ROOT / names[0] / names[1]).is_dir() or names[0] not in FLOORS:
                continue
            if names[1] in GROUND or not (ROOT / names[0] / names[1] / names[2]).with_suffix(".py").exists():
                continue
            if names[2] in DRAWERS and names[2] != "models":
                wrong.append(f"{name_of(path)}:{line} enters {names[0]}.{names[1]} by {names[2]}")
    assert wrong == []


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            target = node.func
            if isinstance(target, ast.Attribute):
                yield target.attr, node
            elif isinstance(target, ast.Name):
                yield target.id, node


def test_only_isolation_commits() -> None:
    wrong = [
        f"{name_of(p)}:{c.lineno}"
        for p in FILES
        for name, c in calls(p)
        if name in {"commit", "begin_nested"}
        and "isolation" not in p.parts
        and p.name not in {"migrate.py"}
        and name == "commit"
    ]
    assert [w for w in wrong if "launch" not in w] == []


MOVES_BY_ITSELF = {
    "saas/demo/large.py": "thousands of people of nobody's, made at once to be measured",
    "tenants/law/states.py": "the one place",
    "tenants/notices/delivery.py": "a letter is sent or not: its job stands in a table, and no letter has a version to look at",
}


def sets_a_state(node: ast.AST) -> bool:
    """Whether a state is written past its table: by assignment, or in an UPDATE."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(t, ast.Attribute) and t.attr == "state" for whole in targets for t in ast.walk(whole))
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        set_ = (
            name == "setattr"
            and len(node.args) > 1
            and isinstance(node.args[1], ast.Constant)
            and node.args[1].value == "state"
        )
        return set_ or (name == "values" and any(k.arg == "state" for k in node.keywords))
    return False


def test_every_state_moves_by_its_table() -> None:
    found = {name_of(p) for p in FILES for node in nodes(p) if sets_a_state(node)}
    assert found == set(MOVES_BY_ITSELF), "move it by the Machine of its room"
    for code in ("a.state = 1", "a.state, b = 1, 2", "setattr(a, 'state', 1)", "update(T).values(state='x')"):
        assert any(sets_a_state(node) for node in ast.walk(ast.parse(code))), code


SQL_MAY = ("tenants/isolation/", "saas/migrate.py", "saas/health.py", "saas/launch/", "saas/bench/")


def test_raw_sql_stands_in_isolation_only() -> None:
    """T7: no text(), no raw driver calls, no Core on tables, no AUTOCOMMIT outside the few files that need them."""
    wrong = []
    for path in FILES:
        if name_of(path).startswith(SQL_MAY):
            continue
        for name, call in calls(path):
            if name in {"text", "exec_driver_sql", "raw_connection"} and not (
                name == "text" and isinstance(call.func, ast.Attribute)
            ):
                wrong.append(f"{name_of(path)}:{call.lineno} calls {name}")
        source = path.read_text()
        wrong += [
            f"{name_of(path)} uses {word}" for word in ("__table__", "AUTOCOMMIT", "bulk_insert_mappings") if word in source
        ]
    assert wrong == []


def test_sql_is_never_put_together_from_strings_but_in_one_place() -> None:
    built = []
    for path in FILES:
        for name, call in calls(path):
            if (
                name in {"text", "exec_driver_sql", "execute"}
                and call.args
                and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
            ):
                built.append(f"{name_of(path)}:{call.lineno}")
    allowed = {"tenants/isolation/engine.py", "saas/launch/postgres.py", "saas/bench/floor.py"}
    assert {b.split(":")[0] for b in built} <= allowed, built


def test_views_hold_no_sql() -> None:
    wrong = []
    for room in ROOMS:
        for path in room.rglob("*.py"):
            if drawer_of(path, room) == "views":
                wrong += [f"{name_of(path)}:{n}" for m, n in imports(path) if m.split(".")[0] in {"sqlalchemy", "psycopg"}]
    assert wrong == []


def test_loading_by_id_goes_through_get() -> None:
    wrong = []
    for path in FILES:
        if "isolation" in path.parts:
            continue
        for name, call in calls(path):
            if name == "get" and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
                inner = call.func.value.func
                if isinstance(inner, ast.Name) and inner.id == "session" and len(call.args) == 2:
                    wrong.append(f"{name_of(path)}:{call.lineno}")
    assert wrong == []


def test_nothing_dangerous_is_used() -> None:
    words = re.compile(r"\bpickle\b|shell=True|\|\s*safe\b|autoescape\s+false|\bimport_module\b|\beval\(|\bexec\(")
    files = [*FILES, *(ROOT / "templates").rglob("*.html")]
    wrong = [f"{name_of(p)}: {m.group(0)}" for p in files for m in [words.search(p.read_text())] if m]
    assert wrong == []


def test_files_stay_small() -> None:
    long = {name_of(p): n for p in FILES if (n := len(p.read_text().splitlines())) > 300}
    assert long == {}


def test_redis_keys_are_made_in_few_places() -> None:
    """Keys of a tenant carry the tenant: only the bell, the throttle and the beat talk to the queue's store."""
    may = {"tenants/jobs/ring.py", "saas/health.py", "saas/worker.py", "saas/sweeper.py", "tenants/sign_in/throttle.py"}
    users = {name_of(p) for p in FILES if any(m.split(".")[0] in {"redis", "limits"} for m, _ in imports(p))}
    assert {u for u in users if not u.startswith("saas/launch/")} <= may
