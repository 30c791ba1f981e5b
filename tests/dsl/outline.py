"""A compiled board as lines that a person can check against the board."""

from __future__ import annotations

from bananaboard.dsl.call import Call, Compiled, Config, GivenPicture, MadePicture, Words
from bananaboard.dsl.money import show
from bananaboard.dsl.settings import ABOUT

PARTS = ("addresses", "words", "said", "brief", "about")


def outline(compiled: Compiled, parts: set[str]) -> str:
    """`parts`: which of PARTS are printed of each call."""
    lines = [f"board {compiled.title!r}" + (f", budget {show(compiled.budget)}" if compiled.budget is not None else "")]
    lines += [f"param {name} = {value}" for name, value in compiled.params]
    lines += [f"scene {s.name} {s.title!r}" + (f" note {s.note}" if s.note else "") for s in compiled.scenes]
    for what, calls in (("", compiled.calls), ("final ", compiled.finals), ("spare ", compiled.spare)):
        for call in calls:
            lines += ["", *_call(call, what, parts)]
    return "\n".join(lines) + "\n"


def _call(call: Call, what: str, parts: set[str]) -> list[str]:
    line = f"{what or call.kind + ' '}{call.address}"
    if "addresses" in parts:
        needs = f"  <- {', '.join(call.needs)}" if call.needs else ""
        return [f"{line}  x{call.takes}{needs}"]
    lines = [
        f"{line}  {call.model} {_config(call.config)}  x{call.takes}"
        + (f" retries {call.retries}" if call.retries != 3 else "")
    ]
    if call.home != "board.bnn":
        lines.append(f"  home {call.home}")
    if "about" in parts:
        shown = {n: getattr(call.about, n) for n in ABOUT if getattr(call.about, n)}
        lines.append("  about " + ", ".join(f"{n}={v}" for n, v in shown.items()))
    if "words" in parts:
        lines += _words(call)
    lines += [f"  left out {o.member} ({o.path or o.call}): {o.because}" for o in call.left_out]
    if "brief" in parts:
        lines += _brief(call)
    if "said" in parts:
        lines.append(f"  said {call.said_json}")
    return lines


def _config(config: Config) -> str:
    extra = {n: getattr(config, n) for n in ("temperature", "top_p", "seed", "thinking", "search")}
    told = [f"{n}={v}" for n, v in extra.items() if v is not None and v != ()]
    told += [f"safety={config.safety}"] if config.safety != "default" else []
    told += [f"panels={config.panels}"] if config.panels != 1 else []
    return " ".join([config.aspect, config.size, *told])


def _words(call: Call) -> list[str]:
    lines = []
    for part in call.parts:
        if isinstance(part, Words):
            lines += [f"  | {line}".rstrip() for line in part.text.split("\n")]
        else:
            chain = " chain" if part.role.chain else ""
            role = f"{part.role.kind}{chain} {part.role.subject!r} {part.role.label!r}"
            where = (
                part.path
                if isinstance(part, GivenPicture)
                else part.call + (f" panel {part.panel}" if part.panel else "")
            )
            lines.append(f"  + {'file' if isinstance(part, GivenPicture) else 'made'} {where} = {part.member} [{role}]")
    return lines


def _brief(call: Call) -> list[str]:
    brief = call.brief
    lines = [f"  brief {brief.text!r} camera {brief.camera!r} rules {brief.rules}"]
    for what, people in (("cast", brief.cast), ("place", (brief.place,)), ("style", (brief.style,))):
        lines += [f"    {what} {p}" for p in people if p is not None]
    return lines


def made(call: Call) -> list[str]:
    """The addresses of the made pictures that go along."""
    return [p.call for p in call.parts if isinstance(p, MadePicture)]
