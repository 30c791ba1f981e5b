"""What came in, what was billed, how it ended: one line each, on the disk before the answer goes out."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


class Journal:
    """Lines of JSON. No key is ever in it: callers are known by a fingerprint."""

    def __init__(self, path: Path | None) -> None:
        self.lines: list[dict[str, Any]] = []
        self._file = path.open("ab") if path is not None else None

    def write(self, what: str, **facts: Any) -> dict[str, Any]:
        """Append, durably."""
        line = {"what": what, **facts}
        self.lines.append(line)
        if self._file is not None:
            self._file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        return line

    def all(self, what: str) -> list[dict[str, Any]]:
        """The lines of one kind."""
        return [line for line in self.lines if line["what"] == what]


def fingerprint(key: str) -> str:
    """Who asked, without the key."""
    return hashlib.sha256(b"loopback" + key.encode()).hexdigest()[:12] if key else ""
