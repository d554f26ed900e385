"""Contents and their changes, as hypothesis makes them up: nested, with items in lists, in several scripts."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

from tenants.agreements.lines import Shape

SHAPE = Shape(prose=("words", "goals.*.words", "goals.*.support.*.words"), short=("goals.*.title",))

texts = st.text(alphabet="ab éß中文目标，。 \n", max_size=12)
keys = st.sampled_from(["k1", "k2", "k3", "k4", "k5"])
scalars = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), texts)


def items(item: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.tuples(keys, item), max_size=4, unique_by=lambda pair: pair[0]).map(
        lambda pairs: [{"key": key, **fields} for key, fields in pairs]
    )


supports = items(st.fixed_dictionaries({"words": texts, "by_on": scalars}))
goals = items(
    st.fixed_dictionaries(
        {
            "title": texts,
            "words": texts,
            "weight": st.integers(0, 9),
            "levels": st.lists(texts, max_size=3),
            "criteria": st.dictionaries(st.sampled_from(["low", "mid", "high"]), texts, max_size=3),
            "support": supports,
        }
    )
)
plans = st.fixed_dictionaries({"words": texts, "period": st.fixed_dictionaries({"on": scalars}), "goals": goals})

# Any JSON at all, also shapes that no room would make.
anything = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "key", "", "x/y", "~"]), inner, max_size=3),
        items(st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)),
    ),
    max_leaves=12,
)


@st.composite
def edits(draw: st.DrawFn, base: Any) -> Any:
    """The base with a few changes by one person: lines rewritten, items added, removed, moved."""
    content = copy.deepcopy(base)
    for _ in range(draw(st.integers(0, 4))):
        listed = content["goals"]
        match draw(st.sampled_from(["words", "field", "add", "remove", "move", "support"])):
            case "words":
                content["words"] = draw(texts)
            case "field" if listed:
                draw(st.sampled_from(listed))[draw(st.sampled_from(["title", "words"]))] = draw(texts)
            case "add":
                free = [key for key in ("k1", "k2", "k3", "k4", "k5", "n1") if key not in {g["key"] for g in listed}]
                if free:
                    fresh = draw(goals.filter(bool))[0] | {"key": free[0]}
                    listed.insert(draw(st.integers(0, len(listed))), fresh)
            case "remove" if listed:
                listed.remove(draw(st.sampled_from(listed)))
            case "move" if listed:
                content["goals"] = draw(st.permutations(listed))
            case "support" if listed:
                draw(st.sampled_from(listed))["support"] = draw(supports)
    return content


@st.composite
def three(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """A base and what two people made of it."""
    base = draw(plans)
    return base, draw(edits(base)), draw(edits(base))
