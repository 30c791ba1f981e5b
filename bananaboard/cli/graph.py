"""What is made from what, as a Mermaid flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture, Kind
from ..runtime.page.harmless import terminal_line

if TYPE_CHECKING:
    from ..dsl.call import Call
    from ..runtime.plan import Plan

SHAPES = {Kind.VIEW: ('(["', '"])'), Kind.SHOT: ('["', '"]'), Kind.EDIT: ('[/"', '"/]'), Kind.FINAL: ('[["', '"]]')}


def mermaid(plan: Plan) -> str:
    """The chart. Names of the board are escaped: they never become part of its syntax."""
    calls = [s.call for s in plan.steps]
    nodes = {c.address: f"n{i}" for i, c in enumerate(calls)}
    given = list(dict.fromkeys(p.path for c in calls for p in c.parts if isinstance(p, GivenPicture)))
    files = {path: f"f{i}" for i, path in enumerate(given)}
    lines = ["flowchart LR", *(f'  {n}>"{escaped(path)}"]' for path, n in files.items())]
    titles = {s.name: s.title for s in plan.compiled.scenes}
    for scene, members in _scenes(calls).items():
        if scene:
            title = escaped(titles.get(scene) or scene)
            lines.append(f'  subgraph s{len(lines)}["{title}"]')
        lines += [f"  {'  ' if scene else ''}{nodes[c.address]}{_box(c)}" for c in members]
        lines += ["  end"] if scene else []
    lines += [f"  {files[p.path]} -.-> {nodes[c.address]}" for c in calls for p in _files(c)]
    lines += [f"  {nodes[n]} --> {nodes[c.address]}" for c in calls for n in _needs(c) if n in nodes]
    return "\n".join(lines) + "\n"


def _scenes(calls: list[Call]) -> dict[str, list[Call]]:
    found: dict[str, list[Call]] = {}
    for call in calls:
        found.setdefault(call.scene, []).append(call)
    return found


def _box(call: Call) -> str:
    before, after = SHAPES[call.kind]
    takes = f" ×{call.takes}" if call.takes > 1 else ""
    return f"{before}{escaped(call.address + takes)}{after}"


def _files(call: Call) -> list[GivenPicture]:
    found = {p.path: p for p in call.parts if isinstance(p, GivenPicture)}
    return list(found.values())


def _needs(call: Call) -> list[str]:
    return list(dict.fromkeys((*call.needs, *([call.draft] if call.draft else []))))


def escaped(text: str) -> str:
    """A text as Mermaid shows it: all that could be read as syntax, HTML or Markdown becomes a number."""
    line = terminal_line(text)
    return "".join(c if c.isalnum() or c in " .,-×" else f"#{ord(c)};" for c in line)
