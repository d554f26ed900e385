"""The words of the house in other languages: `python -m saas.catalogue [update|compile]`.

`update` reads every text out of program and templates into the catalogues: what is new there has no words yet, what is gone
is left out. `compile` makes of each catalogue the file that the application reads.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "saas/translations"
FLOORS = ("saas", "tenants", "coaching_library", "templates")
METHODS = [("**/styleguide/**", "ignore"), ("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
METHODS += [("**/styleguide.py", "ignore")]
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
KEYWORDS |= {"pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2)}
"""How texts are marked; `pgettext` says in which sense a word stands where another language has several for it."""


NO_HOUR = datetime(2000, 1, 1, tzinfo=UTC)
"""The same words make the same file, whenever it is made."""

HEADER = """# The words of Sameboat. `python -m saas.catalogue` brings new texts here and makes the machine's file of all.
msgid ""
msgstr ""
"Project-Id-Version: Sameboat\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extracted() -> Catalog:
    """Every text that a reader may see, in the order of files. The style guide is for those who build the house."""
    found = Catalog(project="Sameboat", charset="utf-8", fuzzy=False)
    for floor in FLOORS:
        texts = extract_from_dir(ROOT / floor, sorted(METHODS, key=lambda m: m[1] != "ignore"), keywords=KEYWORDS)
        for _file, _line, message, _comments, context in texts:
            found.add(message, context=context)
    return found


def languages() -> list[str]:
    """The languages that have a catalogue."""
    return sorted(each.parent.parent.name for each in FOLDER.glob("*/LC_MESSAGES/messages.po"))


def written(language: str) -> Catalog:
    """The catalogue of a language as it lies in the repository."""
    with _path(language).open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> int:
    """The catalogue holds exactly the texts of today; returns how many have no words yet."""
    catalogue = written(language)
    texts = extracted()
    words = {
        (message.context, message.id): message.string
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }
    made = Catalog(locale=language)
    for message in texts:
        if message.id:
            held = words.get((message.context, message.id), ("",) if message.pluralizable else "")
            made.add(message.id, held, flags=message.flags, context=message.context)
    store(language, made)
    return len(wordless(made))


def store(language: str, catalogue: Catalog) -> None:
    """The catalogue lies in the repository, one line a text, without the hour at which that was done."""
    held = BytesIO()
    write_po(held, catalogue, width=0, omit_header=True)
    header = HEADER.format(language=language, plurals=Catalog(locale=language).plural_forms)
    _path(language).write_bytes(header.encode() + held.getvalue())


def wordless(catalogue: Catalog) -> list[str]:
    """The texts that have no words in this language, or words that somebody should look at again."""
    return [str(message.id) for message in catalogue if message.id and (message.fuzzy or not _has_words(message.string))]


def compile_(language: str) -> None:
    """The machine's file is made anew."""
    catalogue = written(language)
    catalogue.creation_date = catalogue.revision_date = NO_HOUR
    with _path(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def _path(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def _has_words(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def main(arguments: list[str]) -> int:
    """Both by default. 0; 2 where it is called in another way."""
    if arguments and arguments not in (["update"], ["compile"]):
        print(__doc__, file=sys.stderr)  # noqa: T201
        return 2
    for language in languages():
        if arguments != ["compile"]:
            print(f"{language}: {update(language)} texts have no words yet")  # noqa: T201
        compile_(language)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
