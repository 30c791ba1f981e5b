"""Plays hostile templates in a process of its own, under a limit of memory and an alarm clock.

Reads a JSON list of texts from standard input and prints a JSON list of what became of each: a code, or what it wrote.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from decimal import Decimal

from bananaboard.dsl.template.template import Problem, compile_text
from bananaboard.dsl.template.value import CLOSE, OPEN, TemplateValue

MEMORY = 300 * 2**20
SECONDS = 20  # a safety net for a machine that is busy, far above what any text may take


class Subject(TemplateValue):
    """Somebody with a name."""

    def __init__(self, number: int) -> None:
        self.number = number

    def said(self) -> str:
        return f"{OPEN}{self.number}{CLOSE}"

    def member(self, name: str) -> object:
        return {"name": "Mara Voss", "description": "a sailor", "storm": self}[name]

    def members(self) -> tuple[str, ...]:
        return ("description", "name", "storm")


class Again(TemplateValue):
    """A prompt that writes itself."""

    def said(self) -> str:
        return "again"

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        return compile_text("{% if true %}{{ again() }}{% endif %}").render({"again": self}, lambda hole: hole.path)


def scope() -> dict[str, object]:
    return {
        "x": "x",
        "row": {"t": "tea"},
        "rows": [{"t": "tea"}, {"t": "cup"}],
        "mara": Subject(0),
        "again": Again(),
        "huge": Decimal("1e999999"),
        "odd": object(),
    }


def outcome(text: str) -> str:
    """The code of the problem, or what the text says."""
    try:
        return compile_text(text).render(scope(), lambda hole: f"<{hole.path}>")
    except Problem as problem:
        return problem.code


def text_of(case: dict[str, object]) -> str:
    """The text of a case of `hostile.toml`."""
    return f"{case['text']}{str(case.get('fill', '')) * int(str(case.get('times', 0)))}{case.get('tail', '')}"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    found = []
    for text in json.load(sys.stdin):
        signal.alarm(SECONDS)
        found.append(outcome(text)[:100])
    print(json.dumps(found))


if __name__ == "__main__":
    main()
