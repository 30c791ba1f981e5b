"""Plans in files: saved with what they were made from, and made exactly so or not at all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import structs

from ..runtime.page.harmless import terminal_line
from ..runtime.plan_json import FORMAT
from .exits import Exit, Mistake
from .named import retyped
from .pasted import typed_board, typed_options
from .screen import stand_in, typed_path

if TYPE_CHECKING:
    from ..runtime.plan import Plan
    from ..script import Script

BOUND = 512_000_000  # bytes
KEY = "asked"


class Changed(Mistake):
    """A saved plan can't be made exactly any more."""

    exit_code = Exit.ERRORS


@dataclass(frozen=True, slots=True)
class Saved:
    """What a saved plan was made from."""

    script: Script
    engine: str
    options: dict[str, Any]
    text: str


def save(path: Path, script: Script, plan: Plan) -> None:
    """Write a plan, whole or not at all. Raises Mistake."""
    if script.text is not None and script.notebook is None:
        raise Mistake("A plan of standard input can't be saved: there would be nothing to make it from later.")
    draft = path.with_name(f".{path.name}.new")
    try:
        draft.write_text(_written(path, script, plan), encoding="utf-8", newline="\n")
        draft.replace(path)
    except OSError as fault:
        raise Mistake(f"`{path}` can't be written: {fault.strerror or fault}.") from None


def _written(path: Path, script: Script, plan: Plan) -> str:
    """The plan's JSON with one more key. The root is written as seen from the plan, so that both can move together."""
    options = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(plan.options).items()}
    asked = {
        "root": Path(os.path.relpath(script.root, path.absolute().parent)).as_posix(),
        "engine": plan.engine.name,
        "options": options,
        "set": dict(script.params),
        "max_calls": script.max_calls,
    }
    if script.notebook is not None:
        asked["notebook"] = Path(os.path.relpath(script.notebook, script.root)).as_posix()
    return plan.to_json().rstrip()[:-1] + f',\n"{KEY}":{json.dumps(asked, ensure_ascii=False)}}}\n'


def read_saved(path: Path) -> Saved:
    """What a file says of the plan in it; every word of it may be a stranger's. Raises Mistake."""
    try:
        if path.stat().st_size > BOUND:
            raise Mistake(f"`{path}` is too large for a plan.")
        text = path.read_bytes().decode("utf-8")
        found = json.loads(text)
    except (OSError, ValueError, RecursionError):
        raise Mistake(f"`{path}` is no plan that can be read. `bnn plan FILE -o {path}` writes one.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Mistake(f"`{path}` is no plan of a board. `bnn plan FILE -o {path}` writes one.")
    return _saved(path, found, text)


def _saved(path: Path, found: dict[str, Any], text: str) -> Saved:
    from ..script import Script

    try:
        asked = found[KEY]
        root = Path(os.path.realpath(path.absolute().parent / asked["root"]))
        board = PurePosixPath(found["sources"][0]["path"])
        options = {
            "only": tuple(map(str, asked["options"]["only"])),
            "reroll": tuple(map(str, asked["options"]["reroll"])),
            "stale": asked["options"]["stale"] is True,
            "final": asked["options"]["final"] is True,
            "batch": asked["options"].get("batch") is True,
        }
        params = {str(k): v for k, v in asked["set"].items()}
        notebook = PurePosixPath(asked["notebook"]) if "notebook" in asked else None
        script = Script(root / board, root, None, params, int(asked["max_calls"]))
        engine = str(asked["engine"])
    except (KeyError, IndexError, TypeError, AttributeError, ValueError):
        raise Mistake(f"`{path}` was not saved to be run. `bnn plan FILE -o {path}` writes one that is.") from None
    if any(p.is_absolute() or ".." in p.parts for p in (board, notebook or board)):
        raise Mistake(f"`{path}` names a board outside its project.")
    if notebook is not None:
        from ..script import script_at

        script = script_at(root / notebook, params=params, max_calls=script.max_calls)
    stand_in(script.root)
    script = structs.replace(script, typed=retyped(f"{k}={v}" for k, v in params.items()))
    return Saved(script, engine, options, text)


def same_or_refuse(path: Path, saved: Saved, plan: Plan) -> None:
    """Go on only if the plan of now says what the saved one says, however an editor has laid it out. Raises Changed."""
    now = _written(path, saved.script, plan)
    if now == saved.text or _timeless(json.loads(now)) == _timeless(before := json.loads(saved.text)):
        return
    reasons = _differences(before, json.loads(plan.to_json()))
    listed = "".join(f"\n  {r}" for r in reasons[:8]) + ("\n  …" if len(reasons) > 8 else "")
    words = ["bnn plan", typed_board(saved.script, plan.engine), *typed_options(plan.options, reroll=True)]
    raise Changed(
        f"What `{path}` was made from has changed, so nothing is made:{listed}\n"
        f"Look at it again: `{terminal_line(' '.join([*words, '-o', typed_path(path)]))}`."
    )


def _timeless(plan: Any) -> Any:
    """What a plan says apart from how long it takes, which hangs on `--jobs` and the account's tier, and from the
    versions of libraries: what they say is what counts.
    """
    if isinstance(plan, dict) and isinstance(plan.get("totals"), dict):
        plan["totals"].pop("seconds", None)
        plan["totals"].pop("live_seconds", None)
    if isinstance(plan, dict) and isinstance(plan.get("sources"), list):
        return plan | {"sources": [_unversioned(s) for s in plan["sources"]]}
    return plan


def _unversioned(source: Any) -> Any:
    return {k: v for k, v in source.items() if k != "version"} if isinstance(source, dict) else source


def _differences(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """In words, as far as they can be told; the saved plan may say anything."""
    try:
        found = [*_sources(before, now), *_calls(before, now)]
    except (KeyError, TypeError, AttributeError):
        found = []
    return found or ["The plan is another one now."]


def _sources(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    old = {s["path"]: s["sha256"] for s in before["sources"]}
    new = {s["path"]: s["sha256"] for s in now["sources"]}
    versions = [{s["path"]: s.get("version") for s in plan["sources"]} for plan in (before, now)]
    changed = [_source(p, *(v.get(p) for v in versions)) for p, s in new.items() if p in old and old[p] != s]
    return changed + [f"{p} is new" for p in new if p not in old] + [f"{p} is gone" for p in old if p not in new]


def _source(path: str, old: Any, new: Any) -> str:
    return f"{path} was of version {old}, is of {new}" if old and new and old != new else f"{path} was edited"


def _calls(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    old, new = ({c["address"]: c for c in plan["calls"]} for plan in (before, now))
    found = []
    for address, call in new.items():
        then = old.get(address)
        if then is None:
            found.append(f"{address} is new")
        elif (then["status"], then["make"]) != (call["status"], call["make"]):
            found.append(f"{address} was {then['status']}, is {call['status']}")
        elif then != call:
            found.append(f"{address} is asked for in another way")
    return found + [f"{a} is gone" for a in old if a not in new]
