"""Statements that cost little to ask again: put together once, and asking for many ids by one value."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Executable, Uuid, any_, bindparam, case

S = TypeVar("S", bound=Executable)

LASTING = "lasting"
"""The execution option of a statement that lives as long as the process."""


def lasting(make: Callable[[], S]) -> Callable[[], S]:
    """The statement that `make` puts together, once: what differs from one asking to the next comes as bind parameters.

    For what nearly every page asks, and for lists of many columns: putting these together costs more than asking them. The
    fence remembers what it has made of such a statement for each tenant.
    """

    @cache
    def once() -> S:
        made: S = make().execution_options(**{LASTING: True})
        return made

    return once


ANEW = "planned_anew"


def anew(statement: S) -> S:
    """The statement, to be planned each time for its values: lists and counts that read as many rows as a tenant has.

    A statement that was asked five times gets a plan for any values, which takes tenants of ten people and of ten thousand
    for one size. That is well for what is looked up by key, and saves more than it costs; a list read so joins everybody.
    """
    made: S = statement.execution_options(**{ANEW: True})
    return made


ADDED_UP = "added_up"


def added_up(statement: S) -> S:
    """The same for what adds up all that a tenant has, out of several tables joined row to row.

    Such tables are read whole and laid beside each other. Before the database has counted its rows, for a minute after many
    came, it takes each table for one row and would go through one of them for each row of another.
    """
    made: S = anew(statement).execution_options(**{ADDED_UP: True})
    return made


def first_of(one: Any, other: Any) -> Any:
    """`one` where it is not NULL, else `other`. As COALESCE says, which row security takes for a function that might tell of
    rows: what is looked up by it would be looked for in the whole table.
    """
    return case((one.is_not(None), one), else_=other)


def ids(name: str) -> BindParameter[Any]:
    """A bind parameter of a lasting statement that takes a list of ids."""
    return bindparam(name, type_=ARRAY(Uuid))


def among(column: Any, wanted: Collection[Any] | BindParameter[Any]) -> ColumnElement[bool]:
    """The condition that `column` is one of these ids, texts or numbers. They travel as one value, so that the statement is the
    same for two and for fifty, and the database prepares it once.
    """
    kind = ARRAY(type(column.type))
    there = wanted if isinstance(wanted, BindParameter) else bindparam(None, list(wanted), kind, unique=True)
    condition: ColumnElement[bool] = column == any_(there)
    return condition
