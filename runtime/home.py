"""Where a project's ledger and store live: in the project itself, or in the user's own folder of stores."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .configuration import Misconfigured, configuration

if TYPE_CHECKING:
    from pathlib import Path

HOME = ".bananaboard"
MARK = "elsewhere.txt"  # in the project's `.bananaboard/`: the name of its home in the folder of stores
OWNER = "project.txt"  # in a home among the stores: the project that it belongs to
BOUND = 10_000  # bytes of either
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,47}-[0-9a-f]{8}")

_MARKED = """\
{name}

The pictures of this project, and the list of what they cost, are kept in the folder of this name. It lies where the
line `folder` below `[store]` in your configuration says; `bnn config` shows both.
"""


def home_of(root: Path) -> Path:
    """The folder of a project's ledger and store; it need not exist. Raises Misconfigured where it can't be told.

    A `.bananaboard/` that holds something stays in use, whatever the configuration says by now.
    """
    here = root / HOME
    name = marked(root)
    if name is not None:
        return _named(root, name)
    if in_use(here):
        return here
    folder = configuration().folder
    return here if folder is None else own_home(folder, root)


def marked(root: Path) -> str | None:
    """The name that a project's mark gives its home; None where it has no mark. A mark is only ever a name."""
    words = _first_line(root / HOME / MARK)
    if words is None:
        return None
    return words if _NAME.fullmatch(words) else ""


def in_use(here: Path) -> bool:
    """Whether something is kept in a `.bananaboard/`: an empty one only says where a project begins."""
    try:
        return any(entry.name not in (".gitignore", MARK) for entry in here.iterdir())
    except OSError:
        return here.exists() and not here.is_dir()  # a file in its place: told when it is to be written to


def _named(root: Path, name: str) -> Path:
    """The home that a mark names, if it is this project's or that of one which has moved here."""
    settings = configuration()
    words = {"name": name or "…", "path": str(settings.path), "mark": f"{HOME}/{MARK}"}
    if settings.folder is None:
        words["where"] = "and your configuration does not say in which folder of stores"
        raise Misconfigured(Diagnostic("BNN664", None, words))
    home = settings.folder / name
    if not name or not home.is_dir():
        words["where"] = f"and it is not in {settings.folder}"
        raise Misconfigured(Diagnostic("BNN664", None, words))
    return home if _free_for(home, root) else own_home(settings.folder, root)


def own_home(folder: Path, root: Path) -> Path:
    """The home that a project gets by its own path: the first of its names that no other project has."""
    homes = (folder / store_name(root, again) for again in range(100))
    return next((h for h in homes if _free_for(h, root)), folder / store_name(root, 100))


def _free_for(home: Path, root: Path) -> bool:
    """Whether a home is this project's, nobody's, or that of a project which is not where it was any more."""
    owner = _first_line(home / OWNER)
    if owner is None or owner == _line(root):
        return True
    return _first_line(type(root)(owner) / HOME / MARK) != home.name


def owner_of(home: Path) -> Path | None:
    """The project that a home among the stores belongs to, where it was when it was last run; None for other homes."""
    owner = _first_line(home / OWNER)
    return type(home)(owner) if owner else None


def store_name(root: Path, again: int = 0) -> str:
    """`kite-1a2b3c4d`: a project's name among the stores, made of its folder's name and path."""
    slug = re.sub(r"[^a-z0-9]+", "-", root.name.lower()).strip("-")[:40].strip("-") or "project"
    path = f"{root}" + (f"\0{again}" if again else "")
    return f"{slug}-{hashlib.sha256(path.encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"


def settle_home(root: Path) -> Path:
    """Make the home of a project known before anything is put there: a mark in the project, its owner in the home."""
    home = home_of(root)
    if home == root / HOME:
        return home
    settle_mark(root, home)
    return home


def settle_mark(root: Path, home: Path) -> None:
    """Write down in a home whose it is, and then in the project where its home is."""
    home.mkdir(parents=True, exist_ok=True)
    _say(home / OWNER, _line(root) + "\n")
    here = root / HOME
    here.mkdir(exist_ok=True)
    _say(here / ".gitignore", "*\n")
    _say(here / MARK, _MARKED.format(name=home.name))


def _say(path: Path, text: str) -> None:
    """Write a small file, whole, where it does not say so already."""
    if _first_line(path) == text.partition("\n")[0]:
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")  # two first runs may come at once
    draft.write_text(text, encoding="utf-8", errors="surrogateescape", newline="\n")
    draft.replace(path)


def _first_line(path: Path) -> str | None:
    """The first line of a small file; None where there is none that can be read."""
    try:
        if not path.is_file():  # what a stranger packed may be a pipe, and opening that waits for ever
            return None
        with path.open("rb") as file:
            return file.read(BOUND).decode("utf-8", "surrogateescape").partition("\n")[0].removesuffix("\r")
    except (OSError, ValueError):
        return None


def _line(root: Path) -> str:
    return str(root).replace("\r", "\\r").replace("\n", "\\n")
