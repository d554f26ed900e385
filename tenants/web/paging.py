"""Long lists, page by page, by key and not by number: page 40 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from flask import request
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from tenants.isolation import LASTING, Base, anew, session
from tenants.web.forms import stripped

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows of one page, and the keys of its neighbours (None where there is none)."""

    rows: list[T]
    after: str | None
    before: str | None


def _encode(values: list[Any]) -> str:
    raw = json.dumps([str(v) if isinstance(v, UUID | date) else v for v in values], ensure_ascii=False).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _as_it_is(value: Any) -> Any:
    return value


_READ: dict[type, Callable[[Any], Any]] = {UUID: UUID, date: date.fromisoformat, datetime: datetime.fromisoformat}
"""How values come back out of a key; what is none of that type raises ValueError or TypeError."""


def _decode(key: str, columns: list[InstrumentedAttribute[Any]]) -> list[Any] | None:
    try:
        raw = json.loads(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
        if not isinstance(raw, list) or len(raw) != len(columns):
            return None
        return [_READ.get(c.type.python_type, _as_it_is)(v) for c, v in zip(columns, raw, strict=True)]
    except (ValueError, TypeError, binascii.Error):
        return None


def edge(key: str | None, columns: list[InstrumentedAttribute[Any]]) -> list[Any] | None:
    """What stands at the edge of a page that a key leads on from: the values of `columns` there. None for no key, or a worn
    one.
    """
    return _decode(key, columns) if key else None


def page_of(rows: Sequence[T], key: Callable[[T], str], args: Mapping[str, str], size: int = SIZE) -> Page[T]:
    """One page of rows that are in memory already (a tree, say), by the key of the first or last row of an earlier page.

    A worn key gives the first page.
    """
    places = {key(row): n for n, row in enumerate(rows)}
    start = places.get(args.get("after", ""), -1) + 1
    if "before" in args:
        start = max(0, places.get(args["before"], 0) - size)
    found = list(rows[start : start + size])
    return Page(found, key(found[-1]) if start + size < len(rows) else None, key(found[0]) if start else None)


def paged(
    query: Select[Any],
    keys: list[InstrumentedAttribute[Any]],
    *,
    after: str | None = None,
    before: str | None = None,
    size: int = SIZE,
    falling: bool = False,
) -> Page[Any]:
    """One page of `query` in the order of `keys` (columns of the first entity, or of the row where it is made of columns, the
    last one unique), `falling` from the highest to the lowest.

    `after` and `before` are keys from an earlier page; a forged or worn one gives the first page.
    """
    start = _decode(after, keys) if after else None
    end = _decode(before, keys) if before and start is None else None
    for edge, beyond in ((start, not falling), (end, falling)):
        if edge is not None:
            query = query.where(tuple_(*keys) > tuple_(*edge) if beyond else tuple_(*keys) < tuple_(*edge))
    put = _first if start is end is None and LASTING in query.get_execution_options() else _ordered
    found = list(session().execute(put(query, tuple(keys), falling == (end is None), size + 1)).unique())
    more, found = len(found) > size, found[:size]
    if end is not None:
        found.reverse()
    rows = [row[0] if len(row) == 1 else row for row in found]

    def key(row: Any) -> str:
        entity = row[0] if isinstance(row[0], Base) else row
        return _encode([getattr(entity, k.key) for k in keys])

    has_next = more if end is None else True
    has_back = start is not None if end is None else more
    return Page(rows, key(found[-1]) if found and has_next else None, key(found[0]) if found and has_back else None)


def _ordered(query: Select[Any], keys: tuple[InstrumentedAttribute[Any], ...], falling: bool, limit: int) -> Select[Any]:
    order = [k.desc() for k in keys] if falling else keys
    return anew(query.order_by(None).order_by(*order).limit(limit))


_first = lru_cache(maxsize=64)(_ordered)
"""The first page of a query that lasts is put together once, too."""


def searched(name: str = "q") -> str:
    """What somebody looks for in a list, out of the address: at most 120 letters, none of them a control character."""
    return str(stripped(request.args.get(name, "")))[:120]
