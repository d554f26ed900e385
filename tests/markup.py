"""Reading the HTML of a page: whether it is strictly valid, and what stands in it.

Two libraries, each for what it does: html5ever (by `markupever`) tells every fault that a browser would forgive, and lxml
hands the page on as elements, ten times as fast as a parser that tells faults.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import lxml.html
import markupever

_STRICT = {whole: markupever.HtmlOptions(full_document=whole, exact_errors=True) for whole in (True, False)}
_READER = lxml.html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=True)

_CONTROLS = dict.fromkeys({*range(32), *range(127, 160)} - {9, 10, 12, 13})


def is_whole(html: str) -> bool:
    """Whether this is a page and not part of one."""
    return html.lstrip().lower().startswith("<!doctype")


def mistakes(html: str) -> list[str]:
    """What a browser would forgive: tags that don't match, marks that are none, forms in forms."""
    parser = markupever.Parser(_STRICT[is_whole(html)])
    parser.process(html)
    parser.finish()
    return [str(each) for each in parser.errors()]


@lru_cache(maxsize=8)
def tree(html: str) -> Any:
    """The page, or part of one, as elements, for reading only; of a part, an element around it.

    Without control signs, which a browser keeps and these elements can't hold.
    """
    html = html.translate(_CONTROLS)
    if is_whole(html):
        return lxml.html.document_fromstring(html.encode(), parser=_READER)
    return lxml.html.fragment_fromstring(html.encode(), create_parent="div", parser=_READER)
