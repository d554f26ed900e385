"""`bin/flask library import PATH --tenant SLUG` and `… export …`: the same check and taking over as on the pages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import click
from flask.cli import with_appcontext

from coaching_library import library as room
from coaching_library.library import packing
from coaching_library.library.filing import Defaults
from saas.cli.common import group, within

library = group("library", "The coaching library: import, export.")

COMMANDS = (library,)


def _read(path: Path) -> tuple[str, bytes]:
    """What lies at the path, as one ZIP: an archive, a file, or a folder with all below it."""
    if path.is_file() and path.suffix.lower() == ".zip":
        return path.name, path.read_bytes()
    if path.is_file():
        return path.name, packing.pack([(path.name, path.read_bytes())])
    found = [each for each in sorted(path.rglob("*")) if each.is_file() and not each.is_symlink()]
    if len(found) > packing.FILES:
        raise click.ClickException(f"at most {packing.FILES} files at once; {len(found)} lie there")
    return path.name, packing.pack([(each.relative_to(path).as_posix(), each.read_bytes()) for each in found])


@library.command("import")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--tenant", "slug", required=True, help="The organisation's address.")
@click.option("--apply", "applies", is_flag=True, help="Take the files over; without it nothing changes.")
@click.option("--publish", "publishes", is_flag=True, help="Publish what is whole; else all become drafts.")
@click.option("--topic", default="plan", show_default=True, help="Topic of files that name none.")
@click.option("--language", default="en", show_default=True, help="Language of files that name none.")
@click.option("--audience", type=click.Choice(("everyone", "managers", "hr")), default="managers", show_default=True)
@with_appcontext
def import_files(
    path: Path, slug: str, applies: bool, publishes: bool, topic: str, language: str, audience: str
) -> None:  # fmt: skip
    """Compare the Markdown files of PATH (a ZIP, a folder, a file) with the library, and say of each what it means.

    Exit 1 where a file is not taken over.
    """
    name, content = _read(path)
    with within(slug):
        made = room.upload(content, name, defaults=Defaults(topic, language, audience), publishes=publishes, by=None)
        for each in room.uploaded_files(made.id):
            for code, params in each.notes:
                click.echo(f"{each.path}: {room.words.note(code, params)}", err=True)
        for outcome, label in room.words.OUTCOMES.items():
            click.echo(f"{label}: {made.counts.get(outcome, 0)}")
        refused = made.counts.get("refused", 0)
        if not applies or not (made.counts.get("new") or made.counts.get("changed")):
            room.drop(made, by=None)
        else:
            room.apply(made, by=None)
            click.echo(f"Taken over: {made.counts['added']} new, {made.counts['taken']} changed")
    if refused:
        raise SystemExit(1)


@library.command("export")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--tenant", "slug", required=True, help="The organisation's address.")
@with_appcontext
def export_files(path: Path, slug: str) -> None:
    """Write the library of the organisation to PATH: a ZIP where it ends so, else a folder."""
    with within(slug):
        content = room.exported()
    if path.suffix.lower() == ".zip":
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():  # our own names: a language, a key
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(archive.read(name))
    click.echo(f"The library lies at {path}")
