"""Readable copies of pictures under `out/NAME/`: only what this program wrote is ever replaced or removed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from .out_names import apart, out_name, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from .root import Workspace
    from .shown import Shown

Where = tuple[str, int, int]  # address, take, part from 1


@dataclass(slots=True)
class Copies:
    """What lies under `out/NAME/` now: the copy of each picture, and the files of others that were left as they are."""

    folder: Path
    paths: dict[Where, Path] = field(default_factory=dict)
    left: list[Path] = field(default_factory=list)
    problem: str | None = None


@dataclass(slots=True)
class _Index:
    """What we wrote there, by name: (sha256, size, mtime, maker). It lies in `.bananaboard/`, not with the copies."""

    path: Path
    files: dict[str, tuple[str, int, int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> _Index:
        try:
            found = json.loads(path.read_text("utf-8"))
            files = {str(k): (str(a), int(b), int(c), str(d)) for k, (a, b, c, d) in found.items()}
            return cls(path, {k: v for k, v in files.items() if _below(k)})
        except (OSError, ValueError, TypeError, AttributeError, RecursionError):
            return cls(path)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        draft = self.path.with_name(self.path.name + ".new")
        draft.write_text(json.dumps(self.files, ensure_ascii=False, indent=0), "utf-8")
        draft.replace(self.path)


def copy_out(shown: Shown, workspace: Workspace, maker_of: Callable[[str], set[str]]) -> Copies:
    """Bring `out/NAME/` up to date. `maker_of` says which makers made a picture, none where it is not ours."""
    folder = workspace.out(shown.compiled.path)
    copies = Copies(folder)
    if (problem := _unsafe(folder, workspace)) is not None:
        copies.problem = problem
        return copies
    index = _Index.read(_index_path(folder, workspace))
    try:
        wanted = _wanted(shown)
        writer = _Writer(shown.engine.maker, copies, index, maker_of)
        writer.write(wanted)
        if writer.changed:
            index.write()
        if not shown.engine.free:
            from .out_list import keep_list

            keep_list(folder, workspace.home, {s for _, _, s in wanted.values()}, changed=writer.changed)
    except OSError as fault:
        # The pictures are in the store, and the next run copies them: a folder is no reason to lose a run's record.
        copies.problem = f"{fault.filename or folder}: {fault.strerror or fault}"
    return copies


def find_copies(shown: Shown, workspace: Workspace) -> Copies:
    """Where the copies lie that were written last, each as it was written. Writes nothing."""
    folder = workspace.out(shown.compiled.path)
    copies = Copies(folder, problem=_unsafe(folder, workspace))
    index = _Index.read(_index_path(folder, workspace))
    for where, (name, _, sha256) in _wanted(shown).items():
        kept = (n for n in (name, _aside(name, sha256)) if index.files.get(n, ("",))[0] == sha256)
        if (found := next(kept, None)) is not None and (folder / found).is_file():
            copies.paths[where] = folder / found
    return copies


def _index_path(folder: Path, workspace: Workspace) -> Path:
    return workspace.home / "out" / f"{short(str(folder.absolute()))}.json"


def _unsafe(folder: Path, workspace: Workspace) -> str | None:
    """Why nothing can or may be written there: a file lies in its place, or it leads out of the project."""
    shown = workspace.shown(folder)
    for place in (folder.parent, folder):
        if os.path.lexists(place) and not place.is_dir():
            return f"`{workspace.shown(place)}` is not a folder"
    real = Path(os.path.realpath(folder))
    if workspace.given_out is not None or real.is_relative_to(os.path.realpath(workspace.root)):
        return None
    return f"`{shown}` leads out of the project"


def _wanted(shown: Shown) -> dict[Where, tuple[str, Path, str]]:
    """Name, file in the store and digest of each picture that is to be seen."""
    found: dict[Where, tuple[str, Path, str]] = {}
    for call in (c for s in shown.calls for c in (s, s.final) if c is not None):
        for take in call.takes:
            for part, picture in enumerate(take.pictures, 1):
                if picture.path is not None:
                    panel = part if len(take.pictures) > 1 else None
                    name = out_name(call.call.address, take.number, panel)
                    found.setdefault((call.call.address, take.number, part), (name, picture.path, picture.sha256))
    keys = {json.dumps(w): w for w in found}
    names = apart({k: found[w][0] for k, w in keys.items()})
    return {w: (names[k] + found[w][1].suffix, *found[w][1:]) for k, w in keys.items()}


class _Writer:
    def __init__(self, maker: str, copies: Copies, index: _Index, maker_of: Callable[[str], set[str]]) -> None:
        self.maker, self.copies, self.index, self.maker_of = maker, copies, index, maker_of
        self.changed = False

    def write(self, wanted: dict[Where, tuple[str, Path, str]]) -> None:
        used = set()
        for where, (name, source, sha256) in wanted.items():
            for candidate in (name, _aside(name, sha256)):
                path = self._put(candidate, source, sha256)
                if path is not None:
                    self.copies.paths[where] = path
                    used.add(candidate)
                    break
        for name in [n for n, entry in self.index.files.items() if n not in used and entry[3] == self.maker]:
            self._remove(name)

    def _put(self, name: str, source: Path, sha256: str) -> Path | None:
        """The copy under that name; None where a file lies there that is not ours to replace."""
        path = self.copies.folder / name
        if not self._folder(path.parent):
            return None
        there = self._digest(name, path)
        if there == sha256:
            return path
        there = self._digest(name, path, sure=True)
        if there is not None and not self._ours(there):
            self.copies.left.append(path)
            return None
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            return None  # the store's own file is damaged: nothing may pass for this picture
        draft = path.with_name(f".{path.name}.new")
        draft.unlink(missing_ok=True)
        with draft.open("xb") as file:
            file.write(data)
        draft.replace(path)
        self._remember(name, path, sha256)
        return path

    def _ours(self, digest: str) -> bool:
        """Whether a picture may be replaced: our maker's own, or a sketch where the new one is paid for."""
        makers = self.maker_of(digest)
        return bool(makers) and (self.maker in makers or (self.maker != "sketch" and makers == {"sketch"}))

    def _folder(self, folder: Path) -> bool:
        """Make a folder; False where a link or a file lies in the way."""
        below = folder.relative_to(self.copies.folder).parts
        at = self.copies.folder
        at.mkdir(parents=True, exist_ok=True)
        for name in below:
            at = at / name
            try:
                at.mkdir(exist_ok=True)
            except FileExistsError:
                return False
            if not stat.S_ISDIR(at.lstat().st_mode):
                return False
        return True

    def _digest(self, name: str, path: Path, *, sure: bool = False) -> str | None:
        """What lies there: None for nothing, "" for what is no plain file.

        Size and time may stand for the bytes where nothing is lost if they lie, for a picture of the same size that was
        retouched within one tick of the clock. Before a file is replaced or removed it has to be `sure`.
        """
        try:
            found = path.lstat()
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return ""
        known = self.index.files.get(name)
        if not sure and known is not None and known[1:3] == (found.st_size, found.st_mtime_ns):
            return known[0]
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if self._ours(digest):
            self._remember(name, path, digest)
        return digest

    def _remember(self, name: str, path: Path, sha256: str) -> None:
        self.changed = True
        found = path.lstat()
        self.index.files[name] = (sha256, found.st_size, found.st_mtime_ns, self.maker)

    def _remove(self, name: str) -> None:
        """Take away a copy that nothing shows any more, if it is still what we wrote."""
        self.changed = True
        path = self.copies.folder / name
        digest = self._digest(name, path, sure=True) if self._folder(path.parent) else ""
        if digest == self.index.files[name][0]:
            path.unlink()
        del self.index.files[name]


def _below(name: str) -> bool:
    """Whether a name stays in the folder: a copied `.bananaboard/` may hold any."""
    path = PurePath(name)
    return not path.is_absolute() and not path.drive and ".." not in path.parts and bool(path.parts)


def _aside(name: str, sha256: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"{stem}--{sha256[:6]}{dot}{ending}"
