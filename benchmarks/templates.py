"""Texts: the fast way, the search for mentions, reading Jinja2, and what counting steps costs. Prints microseconds.

Run: python benchmarks/templates.py
"""

from __future__ import annotations

import timeit
from typing import TYPE_CHECKING

from bananaboard.dsl.template import template
from bananaboard.dsl.template.build import build
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from collections.abc import Callable

SCOPE = {"coat": "yellow oilskin coat", "light": "soft golden dawn", "names": ["Ana", "Ben", "Cleo"]}
PLAIN = "A lighthouse keeper wipes salt from her glasses, rain on the panes"
MENTIONS = "@mara.storm wipes salt from her glasses; the same moment as @wide[light=dawn]"
FAST = "She wipes salt from her glasses, {{ light }}, in her {{ coat }}"
SLOW = (
    "{% if coat %}In her {{ coat|upper }}{% endif %}: "
    "{% for n in names %}{{ n }}{% if not loop.last %}, {% endif %}{% endfor %}"
)


def micro(act: Callable[[], object], number: int) -> float:
    """The best of five, in microseconds."""
    return min(timeit.repeat(act, number=number, repeat=5)) / number * 1e6


def mention(_: template.Hole) -> str:
    return "Mara"


def main() -> None:
    jinja = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    rows: list[tuple[str, float, float | None]] = []
    for name, text in (("plain", PLAIN), ("mentions", MENTIONS), ("insertions", FAST)):
        ready = template.compile_text(text)
        theirs = jinja.from_string(text)
        rows.append((f"read, {name}", micro(lambda t=text: template._compiled(t), 2_000), None))  # type: ignore[misc]
        rows.append((f"read, remembered, {name}", micro(lambda t=text: template.compile_text(t), 20_000), None))  # type: ignore[misc]
        rows.append(
            (
                f"render, {name}",
                micro(lambda r=ready: r.render(SCOPE, mention), 20_000),
                micro(lambda t=theirs: t.render(SCOPE), 2_000),
            )  # type: ignore[misc]
        )
    ready, theirs = template.compile_text(SLOW), jinja.from_string(SLOW)
    rows.append(("read, Jinja2", micro(lambda: build(SLOW), 200), micro(lambda: jinja.from_string(SLOW), 100)))
    rows.append(
        (
            "render, Jinja2",
            micro(lambda: ready.render(SCOPE, mention), 2_000),
            micro(lambda: theirs.render(SCOPE), 2_000),
        )
    )
    print(f"{'':32}{'ours':>10}{'sandbox':>10}{'ratio':>8}")
    for name, ours, sandbox in rows:
        other = f"{sandbox:10.1f}{ours / sandbox:8.2f}" if sandbox else ""
        print(f"{name:32}{ours:10.2f}{other}")


if __name__ == "__main__":
    main()
