"""The story of one picture for programs: `bananaboard.picture/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..dsl.call import Words
from ..dsl.money import usd
from ..runtime.plan_json import config_json
from .credential_lines import credential_record
from .log_lines import request
from .note_lines import note_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..runtime.found import Given, Named
    from ..runtime.notes_file import Note
    from ..runtime.story import Generation, Sent, Story, Told

FORMAT = "bananaboard.picture/1"


def story_json(told: Story, named: Named, notes: Sequence[Note] = ()) -> str:
    """All that is known of it."""
    call = told.call
    document = {
        "format": FORMAT,
        "address": told.address,
        "named": {"take": named.take, "panel": named.panel},
        "kind": call.kind.value if call else None,
        "status": told.status.value,
        "why": told.why,
        "blocked": told.blocked,
        "model": call.model if call else None,
        "config": config_json(call) if call else None,
        "wanted": call.takes if call else 0,
        "words": [p.text for p in call.parts if isinstance(p, Words)] if call else [],
        "pictures": [_sent(s) for s in told.sent],
        "generations": [_generation(g) for g in told.generations],
        "without_picture": [request(e) for e in told.fallen],
        "picks": [{"take": p.pick.take, "sha256": p.pick.sha256, "now": p.now} for p in told.picks],
        "used_by": [{"address": u.address, "status": u.status.value, "final": u.final} for u in told.users],
        "before": list(told.before),
        "notes": note_records(notes),
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _sent(sent: Sent) -> dict[str, object]:
    return {
        "subject": sent.subject,
        "kind": sent.kind,
        "label": sent.label,
        "chain": sent.chain,
        "path" if sent.given else "call": sent.source,
        "panel": sent.panel,
        "sha256": sent.sha256,
    }


def _generation(found: Generation) -> dict[str, object]:
    return {
        "said": found.said,
        "seen": found.seen,
        "now": found.now,
        "differs": list(found.differs),
        "takes": [_take(t) for t in found.takes],
    }


def _take(take: Told) -> dict[str, object]:
    entry = take.entry
    return {
        "take": take.number,
        "counts": take.counts,
        "picked": take.picked,
        "here": take.here,
        "by_hand": take.by_hand,
        "elsewhere": take.elsewhere,
        "pictures": [
            {
                "sha256": p.sha256,
                "path": str(p.path) if p.path else None,
                "cleared": p.cleared,
                "mime": p.mime,
                "bytes": p.size,
                "width": p.width,
                "height": p.height,
                "credentials": credential_record(p.path, p.mime) if p.path else None,
            }
            for p in take.parts
        ],
        "tokens": take.tokens,
        "cost_usd": usd(entry.known) if entry else 0.0,
        "request": request(entry) if entry else None,
    }


def given_json(given: Given) -> str:
    """A file that goes along."""
    document = {"format": FORMAT, "path": given.path, "sha256": given.sha256, "used_by": list(given.users)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
