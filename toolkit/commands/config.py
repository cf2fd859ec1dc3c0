"""``toolkit config``: what the settings of a project come to."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from toolkit import settings
from toolkit.commands.options import json_option
from toolkit.documents import files
from toolkit.settings import NAME, TABLE, Key, Setting, Settings


@dataclass(frozen=True, slots=True)
class Held:
    """What holds for a key: the value a command gets, and the line of the file that says so, if one does."""

    key: Key
    value: object
    setting: Setting | None

    @property
    def is_set(self) -> bool:
        """Tell whether the file or a default gives a value; an empty list is one."""
        return self.setting is not None or self.value not in (None, "")


@click.command("config")
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show the settings of a project, and the line each comes from. A project's folder has a file toolkit.toml:

    \b
      glossaries = ["terms/client.tsv"]
      client = "acme"

    \b
      [translate]
      to = "tmx"
      strict = true

    The nearest one holds, from the working folder upwards; paths in it start from its folder. The command line goes
    before it, and so does the suffix of an output before the format under [translate]. Only glossaries add up: those of
    --glossary go before those of the file, all before the shipped termbase. What is printed is a toolkit.toml, too.

    \b
    Examples:
      toolkit config
      toolkit --config other.toml config --json
    """
    loaded = settings.load(ctx.find_root().params["config"])
    held = [Held(key, *_value(key, loaded, ctx)) for key in TABLE]
    files.write(files.STANDARD, _json(held, loaded) if as_json else _text(held, loaded))
    if not loaded.path:
        click.echo(f"toolkit: there is no {NAME} in this folder or above it", err=True)


def _value(key: Key, loaded: Settings, ctx: click.Context) -> tuple[object, Setting | None]:
    setting = loaded.setting(key)
    return (setting.value, setting) if setting else (_default(key, ctx), None)


def _default(key: Key, ctx: click.Context) -> object:
    """Ask the first command that takes a key for its own default."""
    command = ctx.find_root().command
    for word in key.commands[0].split():
        inner = command.get_command(ctx, word) if isinstance(command, click.Group) else None
        command = inner or command
    return command.make_context(key.commands[0], [], parent=ctx, resilient_parsing=True).params[key.parameter]


def _text(held: list[Held], loaded: Settings) -> str:
    """Spell a file of settings; what nothing sets is a comment in it, so that all can be pasted back."""

    def line(each: Held) -> str:
        place = loaded.place(each.setting) if each.setting else "default"
        return f"{each.key.name} = {_spelled(each.value)}  # {place}" if each.is_set else f"# {each.key.name}: not set"

    return "".join(f"{line(each)}\n" for each in held)


def _json(held: list[Held], loaded: Settings) -> str:
    def record(each: Held) -> dict[str, Any]:
        place = (str(loaded.path), each.setting.line) if each.setting else (None, None)
        return {"value": _plain(each.value) if each.is_set else None, "file": place[0], "line": place[1]}

    return json.dumps({each.key.name: record(each) for each in held}, ensure_ascii=False, indent=2) + "\n"


def _spelled(value: object) -> str:
    """Spell a value as TOML does, whose texts are those of JSON but for one character."""
    return json.dumps(_plain(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: object) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Path) else value
