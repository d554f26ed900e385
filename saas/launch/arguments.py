"""What each command accepts. Standard library only: wrong use is told before anything is made or installed."""

import sys
from pathlib import Path

USAGE = {
    "run": "usage: bin/run [--no-demo]\n\nStarts Sameboat and stays with it; Ctrl-C or SIGTERM ends it.\n"
    "Settings come from the environment: HOST, PORT, SAMEBOAT_HOME, DATABASE_URL, … (docs/operations.md).",
    "test": "usage: bin/test [fast | pages | browser | slow | all | long | PATH…]\n\n"
    "fast     verbs, rules, states and the laws of the house, under two minutes\n"
    "pages    what asks for pages, as one person after another\n"
    "browser  journeys in Chromium\nslow     walks, kills, soak, large organisations\n"
    "all      what a build runs: these, in this order (also without an argument)\n"
    "long     what takes longer than a build has: ten thousand people, all bad input\nPATH     these files, folders or tests",
    "ci": "usage: bin/ci [lint]\n\n"
    "Linters, types, imports, templates, locks, migrations, then all tests; stops at the first failure.\n"
    "lint  the same without the tests",
    "bench": "usage: bin/bench [--people N] [--json FILE]",
    "dump": "usage: bin/dump FILE\n\nWrites the database of the running instance to FILE, in pg_dump's custom format.",
    "flask": "usage: bin/flask COMMAND…\n\nThe app's commands, in the environment and database of the running instance.",
}
_PARTS = {"fast", "pages", "browser", "slow", "all", "long"}
_ALLOWED = {"run": {"--no-demo"}, "ci": {"lint"}}


def check(verb: str, arguments: list[str]) -> None:
    """Ends the command with its usage when it was asked for (status 0) or when it is used wrongly (status 2)."""
    if verb in USAGE and verb != "flask" and any(each in {"-h", "--help"} for each in arguments):
        print(USAGE[verb])
        sys.exit(0)
    wrong = verb not in USAGE or (verb == "flask" and not arguments)
    if verb in _ALLOWED:
        wrong = wrong or bool(set(arguments) - _ALLOWED[verb])
    if verb == "test":
        wrong = wrong or any(each.startswith("-") for each in arguments)
        wrong = wrong or bool(_PARTS & set(arguments) and len(arguments) > 1)
        for each in () if wrong else [each for each in arguments if each not in _PARTS and not _is_there(each)]:
            print(f"bin/test: there is no {each}", file=sys.stderr)
            sys.exit(2)
    if verb == "dump":
        wrong = wrong or len(arguments) != 1
    if verb == "bench":
        names, values = arguments[0::2], arguments[1::2]
        wrong = wrong or len(names) != len(values) or bool(set(names) - {"--people", "--json"})
    if wrong:
        print(USAGE.get(verb, "usage: bin/run, bin/test, bin/ci, bin/bench, bin/dump or bin/flask"), file=sys.stderr)
        sys.exit(2)


def _is_there(test: str) -> bool:
    """Whether the file or folder of a test is there, seen from where the person stands or from the clone."""
    path = test.partition("::")[0]
    return Path(path).exists() or (Path(__file__).parents[2] / path).exists()
