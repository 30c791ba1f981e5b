"""Files behind the addresses by which an editor knows them."""

from __future__ import annotations

from pathlib import Path

from pygls import uris


def path_of(uri: str) -> Path | None:
    """The file behind an address, None where it is none."""
    found = uris.to_fs_path(uri) if uri.startswith("file:") else None
    return Path(found) if found else None
