"""Readable copies of pictures while a run goes on: somebody can watch them come, and its end has less to do."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from .out import made_folder, unsafe
from .out_names import folded, out_stem, out_tail

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .root import Workspace


class Ahead:
    """Copies only to where nothing lies, and only under names that are sure. The end of the run looks at all of them
    again and does what is left."""

    def __init__(self, workspace: Workspace, board: str, addresses: Iterable[str]) -> None:
        self.folder = workspace.out(board)
        self.safe = unsafe(self.folder, workspace) is None
        stems = {a: out_stem(a) for a in addresses}
        common = Counter(map(folded, stems.values()))
        self._stems = {a: s for a, s in stems.items() if common[folded(s)] == 1}

    def copy(self, address: str, take: int, pictures: tuple[Path, ...]) -> None:
        """Copy the pictures of one take from the store; where that can't be, nothing happens."""
        stem = self._stems.get(address)
        if not self.safe or stem is None:
            return
        for part, picture in enumerate(pictures, 1):
            name = stem + out_tail(take, part if len(pictures) > 1 else None) + picture.suffix
            with suppress(OSError):
                if self._folders(name):
                    _place(picture, self.folder / name)

    def _folders(self, name: str) -> bool:
        """Whether the folder of a copy is one, made if need be: no link leads out of it."""
        *below, _ = name.split("/")
        path = str(self.folder)
        good = made_folder(path, links=True)
        for folder in below:
            path = f"{path}/{folder}"
            good = good and made_folder(path, links=False)
        return good


def _place(picture: Path, path: Path) -> None:
    """A whole copy or none, and never in the place of anything. Raises OSError."""
    if os.path.lexists(path):
        return
    data, draft = picture.read_bytes(), path.with_name(f".{path.name}.new")
    with draft.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.link(draft, path)
        finally:
            draft.unlink()
