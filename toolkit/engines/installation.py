"""Which package translates: the embedded one and the user's installed ones, through ``argostranslate.package``."""

import json
import logging
import shutil
import tempfile
import zipfile
import zlib
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from toolkit.engines import packages
from toolkit.engines.packages import EMBEDDED, PAIR, Package
from toolkit.errors import InputError, ModelError, OutputError


def embedded() -> Path:
    """Find the folder of the package that ships with the toolkit."""
    folders = sorted(path.parent for path in EMBEDDED.glob("*/metadata.json"))
    if not folders:
        raise ModelError("no package is embedded: install one with «toolkit model install»", str(EMBEDDED))
    return folders[-1]


def installed() -> list[Path]:
    """List the folders of the user's installed Argos packages, whatever their languages."""
    try:
        folders = [path for folder in _argos().settings.package_dirs for path in sorted(Path(folder).iterdir())]
    except (ImportError, OSError):
        return []
    return [path for path in folders if (path / "metadata.json").is_file()]


def choose(model: str = "") -> Package:
    """Take the package that was named, by path or by name, else an installed ar→en one, else the embedded one."""
    if model:
        return packages.read(named(model))
    for folder in reversed(installed()):
        if _pair(folder) == PAIR:
            return packages.read(folder)
    return packages.read(embedded())


def named(model: str) -> Path:
    """Find a package by its path, its folder's name, or that name without the version."""
    if "/" in model or model.endswith(".argosmodel") or Path(model).is_dir():
        return Path(model)
    known = [embedded(), *installed()]
    for folder in reversed(known):
        if model in (folder.name, folder.name.rsplit("-", 1)[0]):
            return folder
    raise ModelError(f"no package is named «{model}»; there are: {', '.join(folder.name for folder in known)}")


def _pair(folder: Path) -> tuple[str, str]:
    try:
        metadata = json.loads((folder / "metadata.json").read_text("utf-8"))
        return str(metadata.get("from_code")), str(metadata.get("to_code"))
    except (OSError, ValueError, AttributeError):
        return ("", "")


def install_file(path: Path) -> Path:
    """Install an ``.argosmodel`` file among the user's Argos packages and give its folder.

    Argos' own ``install_from_path`` imports stanza and trusts the zip; this one checks first and leaves no half.
    """
    if not path.is_file():
        raise InputError("no such file", str(path))
    package = packages.read(path)
    folder = Path(_argos_or_error().settings.package_data_dir)
    try:
        _unpack(path, folder, package.name)
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ModelError(f"not a sound .argosmodel file: {error}", str(path)) from None
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", str(folder)) from None
    return folder / package.name


def _unpack(path: Path, folder: Path, name: str) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch, zipfile.ZipFile(path) as archive:
        archive.extractall(scratch)
        shutil.rmtree(folder / name, ignore_errors=True)
        (Path(scratch) / name).replace(folder / name)


def install_from_index(source: str, target: str) -> Path:
    """Fetch the index's package for a pair of languages and install it. The only function that uses the network."""
    if (source, target) != PAIR:
        raise ModelError(f"{source}→{target} is not what the toolkit translates: {'→'.join(PAIR)} is")
    argos = _argos_or_error()
    known = [package for package in _index(argos) if (package.from_code, package.to_code) == PAIR]
    if not known:
        raise ModelError(f"the package index has nothing for {source}→{target}")
    return install_file(_downloaded(known[0]))


def _index(argos: ModuleType) -> list[Any]:
    place = Path(argos.settings.local_package_index)
    place.unlink(missing_ok=True)
    argos.update_package_index()
    if not place.is_file():
        raise ModelError("the package index could not be fetched: without a network, install a file")
    return list(argos.get_available_packages())


def _downloaded(package: Any) -> Path:
    try:
        return Path(package.download())
    except Exception as error:
        raise ModelError(f"the package could not be downloaded: {error}") from None


def remove(model: str) -> Path:
    """Remove an installed package by name and give the folder that is gone."""
    _argos_or_error()
    for folder in installed():
        if model in (folder.name, folder.name.rsplit("-", 1)[0]):
            shutil.rmtree(folder)
            return folder
    raise ModelError(f"no installed package is named «{model}»; see «toolkit model list»")


def _argos() -> ModuleType:
    logging.getLogger("argostranslate").addHandler(logging.NullHandler())  # what fails is said once, by us
    return import_module("argostranslate.package")


def _argos_or_error() -> ModuleType:
    try:
        return _argos()
    except ImportError:
        raise ModelError("argostranslate is not installed: pip install --no-deps argostranslate") from None
