"""The story of one picture as the page is told of it: its words, what goes along, its settings and its requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.call import Words
from ..dsl.money import show
from ..runtime.ground import lay_ground
from ..runtime.ledger import read_ledger
from ..runtime.store import Store
from ..runtime.story import story
from .document import cleaned

if TYPE_CHECKING:
    from ..dsl.call import Call, Compiled
    from ..runtime.ground import EngineInfo
    from ..runtime.log import Entry
    from ..runtime.root import Workspace
    from ..runtime.story import Sent, Story, Told
    from .document import Record

MOST = 200  # requests of one picture


def told(compiled: Compiled, engine: EngineInfo, workspace: Workspace, address: str) -> Record:
    """All that the panel beside a picture says. Raises Unopenable."""
    ground = lay_ground(compiled, engine, workspace)
    ledger = read_ledger(workspace.home)
    try:
        found = story(ground, ledger, Store(workspace.home), address)
    finally:
        if ledger is not None:
            ledger.close()
    return cleaned(_record(found, engine))


def _record(found: Story, engine: EngineInfo) -> Record:
    call = found.call
    return {
        "address": found.address,
        "status": found.status.value,
        "why": found.why,
        "blocked": found.blocked or "",
        "words": [p.text for p in call.parts if isinstance(p, Words)] if call else [],
        "sent": [_sent(s) for s in found.sent],
        "facts": _facts(call, engine) if call else [],
        "history": _history(found),
        "users": [u.address for u in found.users],
        "before": list(found.before),
    }


def _sent(sent: Sent) -> Record:
    name = " ".join(filter(None, (sent.subject or sent.kind, sent.label)))
    return {"name": name, "source": sent.source, "given": sent.given, "sha": sent.sha256 or ""}


def _facts(call: Call, engine: EngineInfo) -> list[Record]:
    facts = [("Drawn by", engine.name if engine.free else call.model)]
    facts += [("Written for", call.model)] if engine.free else []
    facts += [("Shape", f"{call.config.aspect}, {call.config.size}")]
    if call.cost.expected is not None:
        facts.append(("Price", f"about {show(call.cost.expected)} a take with {call.model}"))
    facts.append(("Written in", f"{call.file}, line {call.line}"))
    return [{"name": n, "value": v} for n, v in facts]


def _history(found: Story) -> list[Record]:
    """Every request, the newest first."""
    made = [(t.entry, t) for g in found.generations for t in g.takes if t.entry is not None]
    lines: list[tuple[Entry, Told | None]] = [*made, *((e, None) for e in found.fallen)]
    lines.sort(key=lambda pair: -pair[0].seq)
    return [_request(e, t) for e, t in lines[:MOST]]


def _request(entry: Entry, take: Told | None) -> Record:
    return {
        "when": f"{entry.when:%Y-%m-%d %H:%M}" if entry.when else "",
        "take": entry.take,
        "state": entry.state,
        "model": entry.model,
        "cost": "free" if entry.free else show(entry.known) if entry.known is not None else "unknown",
        "reason": (entry.reason or "")[:200],
        "sha": take.parts[0].sha256 if take is not None and take.parts else "",
    }
