"""What `bnn doctor` saw, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..dsl.money import usd
from ..grammar.render import as_json
from ..runtime.gemini.access import host_of

if TYPE_CHECKING:
    from ..checkup import Books, Checkup
    from ..runtime.gemini.access import Access

FORMAT = "bananaboard.doctor/1"


def as_document(found: Checkup) -> str:
    """All that was looked at, for programs."""
    settings, access, books = found.configuration, found.access, found.books
    document = {
        "format": FORMAT,
        "programs": {
            "bananaboard": found.programs.bananaboard,
            "python": found.programs.python,
            "system": found.programs.system,
            "google_genai": found.programs.google_genai,
        },
        "engine": {
            "name": found.draws.name,
            "because": found.draws.because,
            "missing": found.draws.missing,
            "installed": [{"engine": name, "from": source} for name, source in found.draws.installed],
        },
        "configuration": {"path": str(settings.path), "tier": settings.tier} if settings else None,
        "gemini": _access(access) | {"variables": found.variables},
        "project": _project(books) if books else None,
        "findings": as_json(found.findings),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _access(access: Access | None) -> dict[str, object]:
    if access is None:
        return {"ready": False}
    return {
        "ready": True,
        "asks": "vertex" if access.vertex else "developer",
        "key_from": access.key_from,
        "account": access.account,
        "project": access.project,
        "location": access.location,
        "host": host_of(access.base_url) if access.base_url else None,
    }


def _project(books: Books) -> dict[str, object]:
    return {
        "root": str(books.root),
        "home": str(books.home) if books.home else None,
        "ledger": books.ledger,
        "requests": books.requests,
        "pictures": books.pictures,
        "spent_usd": usd(books.held),
        "lost": books.lost,
        "sending": books.open,
        "inbox": books.inbox,
    }
