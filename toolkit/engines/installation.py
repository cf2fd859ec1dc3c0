"""Which package translates: the embedded one and the user's installed ones, through ``argostranslate.package``."""

import logging
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from packaging.version import InvalidVersion, Version

from toolkit.engines import Decoding, Request, metadata, packages
from toolkit.engines.argos import ArgosEngine
from toolkit.engines.metadata import Metadata
from toolkit.engines.packages import EMBEDDED, PAIR, Package
from toolkit.errors import InputError, ModelError, OutputError, UsageError


def embedded() -> Path:
    """Find the folder of the package that ships with the toolkit."""
    folders = sorted((path.parent for path in EMBEDDED.glob("*/metadata.json")), key=_age)
    if not folders:
        raise ModelError("no package is embedded: install one with «toolkit model install»", str(EMBEDDED))
    return folders[-1]


def installed() -> list[Path]:
    """List the folders of the user's installed Argos packages, whatever their languages, newer versions last.

    What cannot be read is left out, and hides nothing else.
    """
    try:
        places = _argos().settings.package_dirs
    except (ImportError, OSError):
        return []
    return sorted((folder for place in places for folder in _folders(Path(place))), key=_age)


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(folder for folder in place.iterdir() if stat.S_ISREG(_mode(folder / "metadata.json")))
    except OSError:
        return []


def _mode(path: Path) -> int:
    """Give the kind of a file as ``stat`` does, 0 for what is not there, is not to be seen or cannot be a name."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def chosen() -> Path:
    """Name the folder of the package that translates where none is named."""
    fitting = [folder for folder in installed() if _metadata(folder).pair == PAIR]
    return fitting[-1] if fitting else embedded()


def choose(model: str = "") -> Package:
    """Take the package that was named, by path or by name, else the newest installed ar→en one, else the embedded."""
    return packages.read(named(model) if model else chosen())


def named(model: str) -> Path:
    """Find a package by its path, its folder's name, or that name without the version: the newest one then."""
    if "/" in model or model.endswith(".argosmodel") or stat.S_ISDIR(_mode(Path(model))):
        return Path(model)
    known = [embedded(), *installed()]
    fitting = _with_name(model, known)
    if not fitting:
        raise ModelError(f"no package is named «{model}»; there are: {', '.join(folder.name for folder in known)}")
    return fitting[-1]


def _with_name(model: str, folders: Sequence[Path]) -> list[Path]:
    exact = [folder for folder in folders if folder.name == model]
    return exact or [folder for folder in folders if folder.name.rpartition("-")[0] == model]


def _metadata(folder: Path) -> Metadata:
    """Read the languages and the version of a folder's package; none where even these cannot be read."""
    try:
        return metadata.peek((folder / "metadata.json").read_bytes(), str(folder))
    except (OSError, ModelError):
        return Metadata(pair=("", ""))


def _age(folder: Path) -> tuple[Version, str]:
    """Give what sorts packages from the oldest to the newest: 1.9 goes before 1.10."""
    said = _metadata(folder).version or folder.name.rpartition("-")[2].replace("_", ".")
    return _version(said), folder.name


def _version(text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0")


def install_file(path: Path) -> Path:
    """Install an ``.argosmodel`` file among the user's Argos packages and give its folder.

    Argos' own ``install_from_path`` imports stanza and trusts the zip; this one checks first and leaves no half.
    """
    if not stat.S_ISREG(_mode(path)):
        raise InputError("no such file", str(path))
    package = packages.read(path)
    ArgosEngine(package, threads=1).translate([Request("نعم")], Decoding(beam=1))  # raises where it does not load
    folder = Path(_argos_or_error().settings.package_data_dir)
    try:
        _unpack(path, folder, package.name)
    except packages.UNSOUND as error:
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
    return install_file(_downloaded(max(known, key=lambda package: _version(str(package.package_version)))))


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
    fitting = _with_name(model, installed())
    if not fitting:
        raise ModelError(f"no installed package is named «{model}»; see «toolkit model list»")
    if len(fitting) > 1:
        raise UsageError(f"«{model}» may be any of: {', '.join(folder.name for folder in fitting)}")
    try:
        shutil.rmtree(fitting[0])
    except OSError as error:
        raise OutputError(f"cannot be removed: {error.strerror}", str(fitting[0])) from None
    return fitting[0]


def _argos() -> ModuleType:
    logging.getLogger("argostranslate").addHandler(logging.NullHandler())  # what fails is said once, by us
    return import_module("argostranslate.package")


def _argos_or_error() -> ModuleType:
    try:
        return _argos()
    except ImportError:
        raise ModelError("argostranslate is not installed: pip install --no-deps argostranslate") from None
