"""The content credentials of a picture, in one line."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ..runtime.credentials import Credentials, Unreadable, carries, read_credentials

if TYPE_CHECKING:
    from pathlib import Path

INSTALL = "it carries content credentials; `pip install 'bananaboard[credentials]'` reads them"


def credential_line(path: Path, mime: str) -> str | None:
    """What a picture's bytes say of their making, None where they say nothing."""
    try:
        found = read_credentials(path.read_bytes(), mime)
    except Unreadable:
        return INSTALL
    except OSError:
        return None
    return None if found is None else _told(found)


def _told(found: Credentials) -> str:
    if not found.intact:
        return f"content credentials: they do not fit the picture: {found.problem}"
    by = f", signed by {found.signer}" if found.signer else ""
    by += f" ({found.generator})" if found.generator else ""
    return f"content credentials: {found.source or 'how it was made is not said'}{by}; unchanged since"


def credential_record(path: Path, mime: str) -> dict[str, object] | None:
    """The same as JSON has it; `{"readable": false}` where what reads them is not installed."""
    try:
        data = path.read_bytes()
        found = read_credentials(data, mime)
    except Unreadable:
        return {"readable": not carries(data)}
    except OSError:
        return None
    return None if found is None else {"readable": True, **asdict(found)}
