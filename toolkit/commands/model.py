"""``toolkit model``: the packages that translate."""

from pathlib import Path

import click

from toolkit.engines import installation, packages
from toolkit.engines.packages import Package
from toolkit.errors import ModelError, UsageError


@click.group("model")
def command() -> None:
    """List, install, inspect and remove Argos packages.

    \b
    Examples:
      toolkit model list
      toolkit model install translate-ar_en-1_0.argosmodel
    """


@command.command("list")
def list_packages() -> None:
    """List the packages: the one that ships with the toolkit and the installed ones.

    \b
    Example:
      toolkit model list
    """
    chosen = installation.chosen()
    for folder in (installation.embedded(), *installation.installed()):
        try:
            package = packages.read(folder)
        except ModelError as error:
            click.echo(f"- {folder.name}: {error}")
            continue
        click.echo(f"{'*' if folder == chosen else '-'} {package.title}  {_origin(package)}")


@command.command("install")
@click.argument("what", nargs=-1, required=True, metavar="FILE | ar en")
def install(what: tuple[str, ...]) -> None:
    """Install a package: from a file, or from Argos' index where there is a network.

    \b
    Examples:
      toolkit model install translate-ar_en-1_0.argosmodel
      toolkit model install ar en
    """
    if len(what) == 1:
        folder = installation.install_file(Path(what[0]))
    elif len(what) == 2:
        folder = installation.install_from_index(*what)
    else:
        raise UsageError("install wants one file, or two languages")
    click.echo(f"installed {folder.name} in {folder.parent}")


@command.command("info")
@click.argument("model", default="", metavar="[NAME|FILE]")
def info(model: str) -> None:
    """Describe a package; without a name, the one that would translate.

    \b
    Example:
      toolkit model info
    """
    package = installation.choose(model)
    for name, value in (
        ("name", package.title),
        ("languages", "→".join(package.metadata.pair)),
        ("place", package.place),
        ("origin", _origin(package)),
        ("megabytes", f"{sum(map(len, package.files.values())) / 1e6:.1f}"),
        ("inline terms", "yes" if package.metadata.marks else "no"),
        ("hash", package.fingerprint),
    ):
        click.echo(f"{name + ':':14}{value}")


@command.command("remove")
@click.argument("model", metavar="NAME")
def remove(model: str) -> None:
    """Remove an installed package.

    \b
    Example:
      toolkit model remove translate-ar_en
    """
    click.echo(f"removed {installation.remove(model)}")


def _origin(package: Package) -> str:
    return "ships with the toolkit" if package.embedded else "installed"
