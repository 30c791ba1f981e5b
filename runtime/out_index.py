"""The list of what was written under `out/NAME/`: only that is ever replaced or removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from .drafts import put
from .out_names import short

if TYPE_CHECKING:
    from pathlib import Path

    from .root import Workspace

Written: TypeAlias = tuple[str, int, int, str]  # sha256, size in bytes, time of change in ns, maker
_DECODER = msgspec.json.Decoder(dict[str, Written])


@dataclass(slots=True)
class Index:
    """What we wrote there, by name. It lies in `.bananaboard/`, not with the copies."""

    path: Path
    files: dict[str, Written] = field(default_factory=dict)
    changed: bool = False

    @classmethod
    def of(cls, folder: Path, workspace: Workspace) -> Index:
        """The list of a folder; empty where there is none that can be read."""
        path = workspace.home / "out" / f"{short(str(folder.absolute()))}.json"
        try:
            found = _DECODER.decode(path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return cls(path)
        return cls(path, {name: entry for name, entry in found.items() if _below(name)})

    def put(self, name: str, entry: Written) -> None:
        """Remember what was written."""
        if self.files.get(name) != entry:
            self.files[name], self.changed = entry, True

    def drop(self, name: str) -> None:
        """Forget a file."""
        del self.files[name]
        self.changed = True

    def write(self) -> bool:
        """Put the list away, if it is another one than it was; whether it is. Raises OSError."""
        if not self.changed:
            return False
        self.path.parent.mkdir(parents=True, exist_ok=True)
        put(self.path, msgspec.json.encode(self.files))
        self.changed = False
        return True


def _below(name: str) -> bool:
    """Whether a name stays in the folder: a copied `.bananaboard/` may hold any."""
    if "\0" in name or not name:
        return False
    if ".." not in name and "\\" not in name and ":" not in name:
        return name[0] != "/"  # nearly all: it need not be taken apart
    path = PurePath(name)
    return not path.is_absolute() and not path.drive and ".." not in path.parts
