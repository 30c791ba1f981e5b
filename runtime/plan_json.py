"""A plan as JSON: `bananaboard.plan/1`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from ..dsl.call import GivenPicture, Words
from ..dsl.money import usd
from ..grammar.render import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..dsl.call import Call, Compiled, Cost, LeftOut, Part
    from ..grammar.diagnostic import Diagnostic
    from .ground import EngineInfo
    from .step import Step, Totals

FORMAT = "bananaboard.plan/1"


def plan_json(
    compiled: Compiled, engine: EngineInfo, steps: Iterable[Step], totals: Totals, diagnostics: Iterable[Diagnostic]
) -> str:
    """One line a call, so that two plans can be compared line by line."""
    head = {
        "format": FORMAT,
        "board": compiled.title,
        "sources": _sources(compiled),
        "params": dict(compiled.params),
    }
    tail = {"totals": totals_json(totals, free=engine.free), "diagnostics": as_json(list(diagnostics))}
    calls = ",\n".join(_dumps(_step(s, engine.name)) for s in steps)
    return f'{_dumps(head)[:-1]},\n"calls":[\n{calls}\n],\n{_dumps(tail)[1:]}\n'


def _sources(compiled: Compiled) -> list[dict[str, object]]:
    """The files, those of a prompt library with the package that they came with."""
    from ..dsl.libraries import Libraries, library_of

    installed, found = Libraries(), []
    for source in compiled.sources:
        line: dict[str, object] = {"path": source.path, "sha256": source.sha256}
        library = library_of(source.path)
        release = installed.release(library) if library is not None else None
        found.append(line if release is None else line | {"package": release.package, "version": release.version})
    return found


def _dumps(value: object) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half of a character, from a command line that was no UTF-8
        return json.dumps(value, separators=(",", ":"))


def _step(step: Step, engine: str) -> dict[str, object]:
    call = step.call
    return {
        "address": call.address,
        "kind": call.kind.value,
        "status": step.status.value,
        "why": step.why,
        "takes": call.takes,
        "make": step.make,
        "have": step.have,
        "engine": engine,
        "model": call.model,
        "said": step.said,
        "seen": step.seen,
        "needs": list(call.needs),
        "blocked": step.blocked,
        "parts": [_part(p) for p in call.parts],
        "left_out": [_left_out(o) for o in call.left_out],
        "config": config_json(call),
        "about": _about(call),
        "cost": _cost(call.cost),
        "source": {"file": call.file, "line": call.line, "column": call.column},
    }


def _part(part: Part) -> dict[str, object]:
    if isinstance(part, Words):
        return {"text": part.text}
    role = part.role
    if isinstance(part, GivenPicture):
        what: dict[str, object] = {"path": part.path, "sha256": part.sha256, "mime": part.mime}
    else:
        what = {"call": part.call} if part.panel is None else {"call": part.call, "panel": part.panel}
    return {"image": {**what, "subject": part.member, "kind": role.kind}}


def _left_out(left: LeftOut) -> dict[str, object]:
    return {"subject": left.member, "path": left.path, "call": left.call, "because": left.because}


def config_json(call: Call) -> dict[str, object]:
    """The settings of a call, only what is sent."""
    config = call.config
    found: dict[str, object] = {"aspect": config.aspect, "size": config.size}
    for name in ("temperature", "top_p"):
        value = getattr(config, name)
        if value is not None:
            found[name] = float(value)
    found |= {n: v for n in ("seed", "thinking") if (v := getattr(config, n)) is not None}
    if config.search:
        found["search"] = list(config.search)
    if config.safety != "default":
        found["safety"] = config.safety
    if config.panels != 1:
        found["panels"] = config.panels
    if config.max_output_tokens:
        found["max_output_tokens"] = config.max_output_tokens
    return found


def _about(call: Call) -> dict[str, object]:
    about = call.about
    found: dict[str, object] = {"title": about.title, "caption": "\n".join(about.caption) or None}
    for name in ("dialogue", "action", "sound", "transition", "note"):
        if texts := getattr(about, name):
            found[name] = list(texts)
    found["duration_s"] = None if about.duration is None else float(about.duration)
    return found


def _cost(cost: Cost) -> dict[str, object]:
    found: dict[str, object] = {
        "usd": usd(cost.expected),
        "most_usd": usd(cost.most),
        "known": cost.expected is not None,
        "tokens": {"text_in": cost.text_in, "image_in": cost.image_in, "image_out": cost.image_out},
        "as_of": cost.as_of.isoformat() if cost.as_of else None,
    }
    return found | ({"open_ended": True} if cost.open_ended else {})


def totals_json(totals: Totals, *, free: bool) -> dict[str, object]:
    """The sums, in dollars; of a plan in batch jobs also what it would be without them."""
    live = totals.live
    return {
        "calls": totals.calls,
        "requests": totals.requests,
        "make": totals.make,
        **totals.statuses,
        "usd": 0 if free else usd(totals.spend),
        "service_usd": usd(totals.service),
        "most_usd": 0 if free else usd(totals.most),
        "batch_usd": usd(totals.batch),
        "seconds": totals.seconds,
        **({} if live is None else {"live_usd": usd(live.spend), "live_seconds": live.seconds}),
    }
