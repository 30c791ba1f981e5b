"""Where a board's project begins, and where its files lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .home import HOME, home_of, settle_home

MARKS = ("pyproject.toml", ".git")


def find_root(script: Path) -> Path:
    """The nearest folder above with `.bananaboard/`; where there is none, with another mark; else the script's own."""
    folder = script.resolve().parent
    above = (folder, *folder.parents)
    kept = next((f for f in above if (f / HOME).is_dir()), None)
    marked = next((f for f in above if any((f / m).exists() for m in MARKS)), None)
    return kept or marked or folder


@dataclass(frozen=True, slots=True)
class Workspace:
    """A project on disk. Boards are named as in `Source.path`: relative to the root, with `/`."""

    root: Path
    given_out: Path | None = None  # `--out`
    realm: str = ""  # of the engine: what is only pretended has folders of its own

    @property
    def home(self) -> Path:
        """The folder of the ledger and the store. Raises Misconfigured where it can't be told."""
        return home_of(self.root) / self.realm

    def settle(self) -> Path:
        """The home, made known before anything is put there; `Store.prepare` makes it. Raises Misconfigured."""
        return settle_home(self.root) / self.realm

    def beside(self, board: str) -> Path:
        """The folder that a board lies in."""
        return self.root / PurePosixPath(board).parent

    def out(self, board: str) -> Path:
        """The folder of a board's readable copies."""
        from .out_names import safe

        name = safe(stem(board)) + (f"-{self.realm}" if self.realm else "")
        return self.given_out or self.beside(board) / "out" / name

    def picks(self, board: str, home: str, *, free: bool, maker: str) -> Path:
        """The file that holds the picks of what `home` declares; a library's are kept with the board that uses it."""
        owner = board if home.startswith(("pkg:", "<")) else home
        if free or self.realm:
            return self.home / "picks" / maker / f"{owner}.toml"
        return self.beside(owner) / f"{stem(owner)}.picks.toml"

    def notes(self, board: str) -> Path:
        """The file of notes to a board's pictures: beside the board, to be committed with it, whoever draws."""
        if self.realm:
            return self.home / "notes" / f"{board}.toml"
        return self.beside(board) / f"{stem(board)}.notes.toml"

    def shown(self, file: Path) -> str:
        """A file of the project as people are told of it: from the root on."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else str(file)


def has_file(root: Path, board: str) -> bool:
    """Whether a board lies in the project: as a script, or as the notebook of that name. Raises OSError, ValueError."""
    path = root / board
    return path.exists() or (path.suffix == ".bnn" and path.with_suffix(".ipynb").exists())


def stem(board: str) -> str:
    """How a board is called in file names: `episodes/one.bnn` is `one`, standard input `board`."""
    path = PurePosixPath(board)
    return path.stem if not path.name.startswith("<") else "board"
