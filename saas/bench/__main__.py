"""`bin/bench [--people N] [--json FILE]`: our pages beside the floor's, and a large organisation beside a small one."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

from saas.app import create_app
from saas.bench import measure, moving_in, papers, searching, stage
from saas.bench.measure import Side, alternate, cpu, p50
from saas.bench.servers import Server, children, memory, serve
from saas.config import Settings
from saas.launch.testbed import services

SMALL = 200


def main() -> int:
    """Measure and print the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    parser.add_argument("--people", type=int, default=2000, help="people of the large organisation (default 2000)")
    parser.add_argument("--json", type=Path, help="write the rows to this file, too")
    chosen = parser.parse_args()
    if chosen.people <= SMALL:
        parser.error(f"--people must be more than {SMALL}")
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    rows = list(_measure(chosen.people))
    print(table(rows, chosen.people))
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def _servers(environment: dict[str, str], large: stage.Large) -> Iterator[tuple[Server, Server]]:
    with ExitStack() as stack:
        floor_environment = {**environment, "FLOOR_TENANT": str(large.tenant)}
        ours = stack.enter_context(serve("wsgi:app", environment, "/healthz"))
        floor = stack.enter_context(serve("saas.bench.floor:make()", floor_environment, "/enter"))
        yield ours, floor


def _measure(people: int) -> Iterator[dict[str, Any]]:
    with services() as bed:
        environment, large, small = stage.build(bed, SMALL, people)
        with _servers(environment, large) as (ours, floor):
            yield from _pages(environment, ours, floor, large, small)
        with create_app(Settings.from_env(environment), check=False).app_context():
            yield papers.row(large)
            yield from moving_in.rows(people, bed.url("postgres", "bench"))
            yield from searching.rows(bed.url("postgres", "bench"), large.tenant, uuid4())


def _enter(server: Server, at: stage.Large, who: int) -> Server:
    found = Server(server.port, server.process)
    measure.sign_in(found, at.slug, f"p{who}@{at.slug}.example")
    return found


def _floor(floor: Server) -> None:
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{floor.port}/enter") as response:
        floor.cookie = response.headers["Set-Cookie"].split(";")[0]


def _pages(
    environment: dict[str, str], ours: Server, floor: Server, large: stage.Large, small: stage.Large
) -> Iterator[dict[str, Any]]:
    _floor(floor)
    counted = stage.statements(environment, large)
    for name, who, base in stage.PAGES:
        bare = Side(floor, base)
        here, there = (Side(_enter(ours, at, who), at.path(name)) for at in (large, small))
        alternate(here, there, bare)
        yield {
            "page": name,
            "ratio_p50": p50(here, bare),
            "ratio_cpu": cpu(here, bare),
            "floor": base.strip("/"),
            "sql": counted[name],
            "bytes": here.bytes,
            "bytes_gz": here.bytes_gz,
            "growth_cpu": cpu(here, there),
            "growth_p50": p50(here, there),
            "growth_bytes": round(here.bytes / there.bytes, 2),
            "ms": round(median(here.seconds) * 1000, 1),
        }
    workers = [memory(pid) for pid in children(ours.process.pid)]
    yield {"page": "(a web worker, MB)", "ratio_p50": max(workers, default=0)}


def table(rows: list[dict[str, Any]], people: int) -> str:
    """The rows as a Markdown table."""
    names = ["page", "floor", "ratio_p50", "ratio_cpu", "sql", "bytes_gz", "growth_cpu", "growth_bytes"]
    lines = [f"{people} people beside {SMALL}; ratios to the floor in one alternating run", "", "| " + " | ".join(names) + " |"]
    lines.append("|" + " --- |" * len(names))
    lines += ["| " + " | ".join(str(row.get(name, "")) for name in names) + " |" for row in rows]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
