"""Whether the locks still say what pyproject.toml asks for; without a network and without the tool that wrote them."""

import re
import sys
import tomllib
from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from saas.launch.bootstrap import BASE, DEVELOPMENT, ROOT

_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^ ;\\]+)(?P<rest>[^\\]*)")


def main() -> int:
    """Prints what does not fit; returns 1 if anything does not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [Requirement(each) for each in project["dependencies"]]
    tools = [Requirement(each) for each in project["optional-dependencies"]["dev"]]
    base, development = (ROOT / BASE).read_text(), (ROOT / DEVELOPMENT).read_text()
    wrong = [*findings(BASE, base, wanted), *findings(DEVELOPMENT, development, [*wanted, *tools])]
    outer = pins(development)
    wrong += [
        f"{BASE} pins {name} {version}, {DEVELOPMENT} another"
        for name, version in pins(base).items()
        if outer.get(name) != version
    ]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


def pins(text: str) -> dict[str, str]:
    """Names and versions of a lock."""
    found = (_PIN.match(line) for line in text.splitlines())
    return {canonicalize_name(each["name"]): each["version"] for each in found if each}


def findings(lock: str, text: str, wanted: list[Requirement]) -> list[str]:
    """What a lock lacks, pins otherwise than asked, leaves without a hash, or holds although nothing asks for it."""
    pinned, wrong = pins(text), []
    for block in re.split(r"\n(?=[A-Za-z0-9])", re.sub(r"(?m)^#.*\n", "", text)):
        if _PIN.match(block) and "--hash=sha256:" not in block:
            wrong.append(f"{lock}: {block.split()[0]} has no hash")
    reached: set[str] = set()
    queue = list(wanted)
    while queue:
        asked = queue.pop()
        name = canonicalize_name(asked.name)
        if name not in pinned:
            wrong.append(f"{lock}: {asked} is asked for and not pinned")
            continue
        if not asked.specifier.contains(pinned[name], prereleases=True):
            wrong.append(f"{lock}: {asked} is asked for, {pinned[name]} is pinned")
        if (key := f"{name}[{','.join(sorted(asked.extras))}]") not in reached:
            reached |= {key, name}
            queue += _needs(name, asked.extras)
    elsewhere = {
        name for name in pinned if name not in reached and "; " in _line(text, name)
    }  # for other systems than this one
    wrong += [f"{lock}: {name} is pinned, and nothing asks for it" for name in sorted(pinned.keys() - reached - elsewhere)]
    return wrong


def _needs(name: str, extras: set[str]) -> list[Requirement]:
    """What the installed package asks for here, with these extras."""
    try:
        told = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    needs = [Requirement(each) for each in told]
    return [each for each in needs if not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in ["", *extras])]


def _line(text: str, name: str) -> str:
    return next((line for line in text.splitlines() if (m := _PIN.match(line)) and canonicalize_name(m["name"]) == name), "")


if __name__ == "__main__":
    raise SystemExit(main())
