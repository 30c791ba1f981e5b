"""Readable copies of pictures under `out/NAME/`: only what this program wrote is ever replaced or removed."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from .drafts import put
from .out_index import Index
from .out_names import apart, aside, out_stem, out_tail
from .store import Damaged, Store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def copy_out(
    shown: Shown,
    workspace: Workspace,
    maker_of: Callable[[str], set[str]],
    written: Mapping[str, tuple[str, int, int]] = MappingProxyType({}),
) -> Copies:
    """Bring `out/NAME/` up to date. `maker_of` says which makers made a picture, none where it is not ours; `written`
    what was written there just now, as `Ahead` has it."""
    folder = workspace.out(shown.compiled.path)
    copies = Copies(folder)
    if (problem := unsafe(folder, workspace)) is not None:
        copies.problem = problem
        return copies
    index = Index.of(folder, workspace)
    for name, entry in written.items():
        index.put(name, (*entry, shown.engine.maker))
    try:
        wanted = _wanted(shown)
        _Writer(shown.engine.maker, copies, index, maker_of, Store(workspace.home)).write(wanted)
        changed = index.write()
        if not shown.engine.free:
            from .out_list import keep_list

            keep_list(folder, workspace.home, {s for _, _, s in wanted.values()}, changed=changed)
    except OSError as fault:
        # The pictures are in the store, and the next run copies them: a folder is no reason to lose a run's record.
        copies.problem = f"{fault.filename or folder}: {fault.strerror or fault}"
    return copies


def find_copies(shown: Shown, workspace: Workspace) -> Copies:
    """Where the copies lie that were written last, each as it was written. Writes nothing."""
    folder = workspace.out(shown.compiled.path)
    copies = Copies(folder, problem=unsafe(folder, workspace))
    index = Index.of(folder, workspace)
    for where, (name, _, sha256) in _wanted(shown).items():
        kept = (n for n in (name, aside(name, sha256)) if index.files.get(n, ("",))[0] == sha256)
        if (found := next(kept, None)) is not None and os.path.isfile(f"{folder}/{found}"):  # noqa: PTH113 - ten thousand of them
            copies.paths[where] = folder / found
    return copies


def unsafe(folder: Path, workspace: Workspace) -> str | None:
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
    found: dict[Where, tuple[Path, str]] = {}
    names: dict[Where, str] = {}
    for call in (c for s in shown.calls for c in (s, s.final) if c is not None):
        address = call.call.address
        stem = out_stem(address) if call.takes else ""
        for take in call.takes:
            for part, picture in enumerate(take.pictures, 1):
                where = (address, take.number, part)
                if picture.path is not None and where not in found:
                    names[where] = stem + out_tail(take.number, part if len(take.pictures) > 1 else None)
                    found[where] = picture.path, picture.sha256
    names = apart(names, json.dumps)
    return {w: (names[w] + path.suffix, path, sha256) for w, (path, sha256) in found.items()}


class _Writer:
    def __init__(
        self, maker: str, copies: Copies, index: Index, maker_of: Callable[[str], set[str]], store: Store
    ) -> None:
        self.maker, self.copies, self.index, self.maker_of, self.store = maker, copies, index, maker_of, store
        self.root = str(copies.folder)
        self.folders: dict[str, bool] = {}  # below the root: whether each is a folder that may be written to

    def write(self, wanted: dict[Where, tuple[str, Path, str]]) -> None:
        used = set()
        for where, (name, source, sha256) in wanted.items():
            for candidate in (name, aside(name, sha256)):
                try:
                    path = self._put(candidate, source, sha256)
                except Damaged as fault:
                    self.copies.problem = str(fault)
                    break
                if path is not None:
                    self.copies.paths[where] = path
                    used.add(candidate)
                    break
        for name in [n for n, entry in self.index.files.items() if n not in used and entry[3] == self.maker]:
            self._remove(name)

    def _put(self, name: str, source: Path, sha256: str) -> Path | None:
        """The copy under that name; None where a file lies there that is not ours to replace."""
        if not self._folder(name.rpartition("/")[0]):
            return None
        path = self.copies.folder / name
        there = self._digest(name, path)
        if there == sha256:
            return path
        there = self._digest(name, path, sure=True)
        if there is not None and not self._ours(there):
            self.copies.left.append(path)
            return None
        put(path, _stored(source, sha256))
        self._remember(name, path, sha256)
        return path

    def _ours(self, digest: str) -> bool:
        """Whether a picture may be replaced: our maker's own, or a sketch where the new one is paid for.

        Not where the store has lost it: then this copy is the last.
        """
        if self.store.path(digest) is None:
            return False
        makers = self.maker_of(digest)
        return bool(makers) and (self.maker in makers or (self.maker != "sketch" and makers == {"sketch"}))

    def _folder(self, below: str) -> bool:
        """Make a folder; False where a link or a file lies in the way. Each is looked at once in a run."""
        known = self.folders.get(below)
        if known is None:
            upper = self._folder(below.rpartition("/")[0]) if below else True
            known = self.folders[below] = upper and made_folder(
                f"{self.root}/{below}" if below else self.root, links=not below
            )
        return known

    def _digest(self, name: str, path: Path, *, sure: bool = False) -> str | None:
        """What lies there: None for nothing, "" for what is no plain file.

        Size and time may stand for the bytes where nothing is lost if they lie, for a picture of the same size that was
        retouched within one tick of the clock. Before a file is replaced or removed it has to be `sure`.
        """
        try:
            found = os.lstat(f"{self.root}/{name}")
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return ""
        known = self.index.files.get(name)
        if not sure and known is not None and known[1:3] == (found.st_size, found.st_mtime_ns):
            return known[0]
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return None  # another run of this board has just removed it
        if self._ours(digest):
            self._remember(name, path, digest)
        return digest

    def _remember(self, name: str, path: Path, sha256: str) -> None:
        self.changed = True
        found = path.lstat()
        self.index.put(name, (sha256, found.st_size, found.st_mtime_ns, self.maker))

    def _remove(self, name: str) -> None:
        """Take away a copy that nothing shows any more, if it is still what we wrote."""
        self.changed = True
        if self.store.path(self.index.files[name][0]) is None:
            return  # the last copy of a picture that is missing: `bnn restore` finds it here
        path = self.copies.folder / name
        digest = self._digest(name, path, sure=True) if self._folder(name.rpartition("/")[0]) else ""
        if digest == self.index.files[name][0]:
            path.unlink(missing_ok=True)  # another run of this board may do the same
        self.index.drop(name)


def made_folder(folder: str, *, links: bool) -> bool:
    """Whether a folder is there, made if it was not. `links`: whether it may be one that leads to a folder."""
    try:
        found = os.lstat(folder)
    except FileNotFoundError:
        Path(folder).mkdir(parents=links, exist_ok=True)
        return True
    return stat.S_ISDIR(found.st_mode) or (links and Path(folder).is_dir())


def _stored(source: Path, sha256: str) -> bytes:
    """A picture of the store. One that is not what it was is put aside: the next plan says that it is missing."""
    try:
        data = source.read_bytes()
    except OSError as fault:
        raise Damaged(f"{source.name} in the store can't be read ({fault.strerror})") from fault
    if hashlib.sha256(data).hexdigest() != sha256:
        source.replace(source.with_name(f"{source.name}.damaged"))
        raise Damaged(f"{source.name} in the store is damaged; `bnn restore` brings it back")
    return data
