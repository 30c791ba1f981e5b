"""Boards with what they compile to and what is said about them, a pair of files each.

A board's first lines may say `# show: said, brief` (addresses, words, said, brief, about), `# set: name=value`,
`# picked: address` and `# calls: 100`. A folder of the same name holds the files beside it.
"""

from pathlib import Path

import pytest
from bananaboard.grammar.render import render

from .outline import PARTS, outline
from .studio import build

CASES = Path(__file__).parent / "cases"


def heads(text: str, name: str) -> list[str]:
    start = f"# {name}: "
    return [line.removeprefix(start) for line in text.split("\n") if line.startswith(start)]


def printed(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    folder = path.with_suffix("")
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    given = dict(line.partition("=")[::2] for line in heads(text, "set"))
    calls = heads(text, "calls")
    more = {"max_calls": int(calls[0])} if calls else {}
    compiled = build(text, files, given=given, picked=frozenset(heads(text, "picked")), **more)
    parts = {p for line in heads(text, "show") for p in line.split(", ")} or {"words"}
    assert parts <= set(PARTS)
    said = render(compiled.diagnostics, color=False)
    return said + ("\n" if said else "") + (outline(compiled, parts) if compiled.calls or not said else "")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.bnn")), ids=lambda p: p.stem)
def test_prints_what_its_file_holds(path, golden):
    golden(path.with_suffix(".out"), printed(path))


def test_there_are_cases():
    assert len(list(CASES.glob("*.bnn"))) >= 70
