"""Opens the page in the user's browser. The token must not stand in a command line, where everybody can read it."""

from __future__ import annotations

import html
import tempfile
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={}"><title>Review</title>\n'


@contextmanager
def opened(address: str) -> Iterator[bool]:
    """Whether a browser could be asked. It gets a file that only this user can read, and which leads to `address`."""
    with tempfile.TemporaryDirectory(prefix="bananaboard-") as folder:
        file = Path(folder) / "review.html"
        file.write_text(PAGE.format(html.escape(address)), "utf-8")
        try:
            asked = webbrowser.open(file.as_uri())
        except (webbrowser.Error, OSError):
            asked = False
        yield asked
