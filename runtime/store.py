"""The store: pictures by their digest, exact bytes, written so that a power cut leaves a whole file or none."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from functools import cached_property
from pathlib import Path

from .ledger_faults import no_links

EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/heic": "heic",
    "image/heif": "heif",
    "application/pdf": "pdf",
    "text/plain": "txt",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
}
_NAME = re.compile(r"([0-9a-f]{64})\.(\w{2,4})")

README = """\
This folder holds the pictures of your boards, and the list of what they cost.
Paid pictures: deleting this deletes them, and making them again costs the same again.
`git clean -fdX` deletes it too, where it lies in a project.

A backup is a copy of this whole folder, made while nothing is running. Copied back to this place, all of it is there
again. `bnn config` shows how the pictures of all projects can be kept outside of them.
"""
PRETENDED = """\
This folder holds what was only rehearsed: its pictures and its costs are pretended. It may be deleted.
"""


class Damaged(OSError):
    """A file of the store is not what its name says."""


class Store:
    """The files under `.bananaboard/`. `home` need not exist: then nothing is there."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def prepare(self, *, pretended: bool = False) -> None:
        """Make the folders, the note to people and the file that keeps git away. Raises Unopenable where links lie."""
        no_links(self.home)
        for name in ("store", "tmp", "inbox", "runs"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        for name, text in (("README.txt", PRETENDED if pretended else README), (".gitignore", "*\n")):
            if not (self.home / name).exists():
                (self.home / name).write_text(text, "utf-8")

    @cached_property
    def present(self) -> dict[str, str]:
        """The extension of each picture that is there, by digest, as the folders said when first asked."""
        found: dict[str, str] = {}
        for folder in folders(self.home / "store"):
            for entry in os.scandir(folder):
                match = _NAME.fullmatch(entry.name)
                if match and match[2] != "json":
                    found[match[1]] = match[2]
        return found

    def path(self, sha256: str, mime: str | None = None) -> Path | None:
        """The file of a picture, None where it is not there."""
        extension = self.present.get(sha256) if mime is None else EXTENSIONS.get(mime, "bin")
        return None if extension is None else Path(f"{self._folder}/{sha256[:2]}/{sha256}.{extension}")

    @cached_property
    def _folder(self) -> str:
        return str(self.home / "store")

    def read(self, sha256: str) -> bytes:
        """A picture's bytes. Raises OSError where they are not there, or are not what their name says."""
        path = self.path(sha256)
        if path is None:
            raise FileNotFoundError(sha256)
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Damaged(f"{path.name} is damaged")
        return data

    def sound(self, sha256: str) -> bool:
        """Whether a picture that is there is what its name says."""
        try:
            self.read(sha256)
        except OSError:
            return False
        return True

    def set_aside(self, sha256: str) -> Path:
        """Take a damaged file out of the way, so that its picture counts as missing; where it lies now."""
        path = self.path(sha256)
        assert path is not None
        beside = (path.with_name(f"{path.name}.damaged{'' if n == 1 else n}") for n in range(1, 10_000))
        aside = next(p for p in beside if not p.exists())
        path.replace(aside)
        self.present.pop(sha256, None)
        return aside

    def keep(self, data: bytes, mime: str, *, durable: bool = True, named: bool = True) -> str:
        """Put bytes in; their digest. What is there already stays as it is, unless it is damaged. Raises OSError.

        Where it is not `named`, its name in the folder becomes durable with the receipt that must follow.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256, mime)
        assert path is not None
        if not (path.exists() and path.read_bytes() == data):
            self.write(path, data, durable=durable, named=named)
        self.present[sha256] = path.suffix[1:]
        return sha256

    def receipt(self, sha256: str, attempt: str, text: str, *, durable: bool = True) -> None:
        """Write what is known of a picture beside it."""
        path = Path(f"{self._folder}/{sha256[:2]}/{sha256}.{attempt}.json")
        if not path.exists():
            self.write(path, text.encode(), durable=durable)
        elif durable:
            sync(path.parent)

    def write(self, path: Path, data: bytes, *, durable: bool = True, named: bool = True) -> None:
        """A whole file or none, on the disk when this returns, for reading only; its name too where it is `named`.

        What costs nothing need not be `durable`: if it is torn, its digest says so, and it is drawn again.
        """
        draft = f"{self._drafts}/{path.name}.{os.getpid()}.{threading.get_ident()}"
        try:
            _written(draft, data, durable=durable)
            self._put(Path(draft), path, durable=durable)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
        if durable and named:
            sync(path.parent)

    def _put(self, draft: Path, path: Path, *, durable: bool) -> None:
        """A draft in its place; the folder is made where it is the first in it."""
        try:
            draft.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(exist_ok=True)
            if durable:
                sync(path.parent.parent)
            draft.replace(path)

    @cached_property
    def _drafts(self) -> str:
        return str(self.home / "tmp")


def _written(path: str, data: bytes, *, durable: bool) -> None:
    """A new file for reading only. Each step here is one call to the system, no more: they cost more than they do."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        fd = os.open(path, flags, 0o444)
    except FileExistsError:  # a killed process left it there
        Path(path).unlink()
        fd = os.open(path, flags, 0o444)
    try:
        put_all(fd, data)
        if durable:
            os.fsync(fd)
    finally:
        os.close(fd)


def put_all(fd: int, data: bytes) -> None:
    """Write all of it: a disk that is nearly full takes a part, and says no only to the rest."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def names(folder: Path) -> list[str]:
    """What lies in a folder, in order; nothing where it can't be looked into."""
    try:
        return sorted(e.name for e in os.scandir(folder))
    except OSError:
        return []


def folders(store: Path) -> list[str]:
    """The folders of a store, those that are really there and in it."""
    try:
        return sorted(e.path for e in os.scandir(store) if len(e.name) == 2 and e.is_dir(follow_symlinks=False))
    except OSError:
        return []


def sync(folder: Path) -> None:
    """Make a folder's names durable, where the system can."""
    if os.name == "nt":
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
