"""Links between items: `[words](key.md)` in Markdown leads to the item of that key, in its reader's language."""

from __future__ import annotations

import re

from coaching_library.library.rules import is_key
from tenants.web import markdown

LINK = re.compile(r"(?:\./)?([a-z0-9-]+)\.md(#[\w-]*)?\Z")


def resolve(given: str) -> str | None:
    """The path to the item of a key, or None where the link names none."""
    found = LINK.match(given)
    return f"/library/keys/{found.group(1)}" if found and is_key(found.group(1)) else None


def install() -> None:
    """Tell the renderer of Markdown. Once, at start."""
    markdown.link(resolve)
