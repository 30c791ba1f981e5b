"""Where pictures may come back from: a bundle, a folder of pictures, or somebody's store; opened with care."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from .home import HOME
from .receipts import BOUND as RECEIPT_BOUND
from .receipts import NAME, Receipt, checked, read_receipt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FILES = 500_000
PICTURE_BOUND = 64_000_000  # bytes of a file; what a service makes and what may be sent is smaller
LIST_BOUND = 256_000_000  # bytes of a list of receipts
LIST = "receipts.json"
LIST_FORMAT = "bananaboard.receipts/1"
ENDINGS = frozenset({"png", "jpg", "jpeg", "webp", "heic", "heif", "pdf", "txt", "mp4", "mov", "webm"})


class NoOffer(Exception):
    """There is nothing that pictures could come back from; its text says why, for people."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of an offer: its name without folders, its size in bytes, and how it is read.

    `source`: one that people gave, which lies in a bundle beside the pictures that were made.
    """

    name: str
    size: int
    _read: Callable[[], bytes]
    source: bool = False

    @property
    def ending(self) -> str:
        """Behind the last dot, in small letters."""
        return self.name.rpartition(".")[2].lower()

    def read(self, bound: int) -> bytes | None:
        """What it holds; None where that is more than `bound` or can't be read. Never raises for what it is."""
        if self.size > bound:
            return None
        try:
            data = self._read()
        except (OSError, ValueError, RuntimeError, EOFError, zipfile.BadZipFile, NotImplementedError, MemoryError):
            return None
        except Exception as fault:
            # What unpacks raises errors of its own: zlib.error, LZMAError.
            if type(fault).__module__ not in ("zlib", "_lzma", "bz2"):
                raise
            return None
        return data if len(data) <= bound else None


@contextmanager
def offers(path: Path) -> Iterator[list[Offered]]:
    """The files of a bundle or of a folder. Raises NoOffer."""
    if path.is_dir():
        yield list(_files(_store(path)))
    elif path.is_file():
        with _bundle(path) as found:
            yield found
    else:
        raise NoOffer("there is nothing of that name")


def _store(folder: Path) -> Path:
    """The pictures of a project, or of its `.bananaboard`: nothing else of it is looked at, its ledger least of all."""
    for place in (folder / HOME / "store", folder / "store"):
        if place.is_dir():
            return place
    return folder


def _files(folder: Path) -> Iterator[Offered]:
    count = 0
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            count += 1
            if count > FILES:
                raise NoOffer(f"it holds more than {FILES:,} files")
            try:
                found = path.lstat()
            except OSError:
                continue
            if stat.S_ISREG(found.st_mode):
                yield Offered(name, found.st_size, path.read_bytes)


@contextmanager
def _bundle(path: Path) -> Iterator[list[Offered]]:
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, RecursionError):
        raise NoOffer("it is no bundle (a .zip) and no folder") from None
    with archive:
        if len(archive.filelist) > FILES:
            raise NoOffer(f"it holds more than {FILES:,} files")
        yield [
            Offered(PurePosixPath(i.filename).name, i.file_size, _member(archive, i), i.filename.startswith("sources/"))
            for i in archive.infolist()
            if not i.is_dir()
        ]


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        with archive.open(info) as file:
            return file.read(info.file_size)  # never more than its head said, which was measured before

    return read


def offered_receipts(files: list[Offered]) -> Iterator[Receipt]:
    """All the receipts of an offer, those in a list of `out/` too."""
    for file in files:
        match = NAME.fullmatch(file.name)
        if match is not None and (data := file.read(RECEIPT_BOUND)) is not None:
            if (receipt := read_receipt(data, match[1])) is not None:
                yield receipt
        elif file.name == LIST and (data := file.read(LIST_BOUND)) is not None:
            yield from read_list(data)


def read_list(data: bytes) -> Iterator[Receipt]:
    """The receipts in a list beside copies. Never raises for what it holds."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return
    if not isinstance(found, dict) or found.get("format") != LIST_FORMAT:
        return
    entries = found.get("receipts")
    for entry in entries if isinstance(entries, list) else []:
        sha256 = entry.get("sha256") if isinstance(entry, dict) else None
        if isinstance(sha256, str) and (receipt := checked(entry, sha256)) is not None:
            yield receipt


def write_list(receipts: list[Receipt]) -> str:
    """A list of receipts, as it lies beside the copies in `out/`."""
    from msgspec import to_builtins

    found = {"format": LIST_FORMAT, "receipts": [to_builtins(r) for r in receipts]}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
