"""The exact words and pictures of every call of a plan, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.call import GivenPicture, Words
from ..dsl.words import many
from ..runtime.page.harmless import terminal, terminal_line
from ..runtime.selections import concerned
from .plan_lines import COLORS, grouped, total_lines
from .screen import BOLD, CYAN, DIM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dsl.call import Call, Part
    from ..runtime.plan import Plan, Step
    from .screen import Screen


def plan_prompts(to: Screen, plan: Plan) -> str:
    """Call after call, as they are sent: words as they are, each picture on a line of its own in their midst.

    Where some were chosen, those and all that they need.
    """
    lines: list[str] = []
    chosen = concerned(plan)
    for heading, steps in grouped(plan):
        shown = [s for s in steps if s.call.address in chosen]
        lines += [to.paint(BOLD, heading), ""] if shown else []
        for step in shown:
            lines += [*_call(to, step), ""]
    return "\n".join([*lines, *total_lines(plan, to.width)]) + "\n"


def _call(to: Screen, step: Step) -> Iterator[str]:
    call, paint = step.call, to.paint
    status = paint(COLORS[step.status.value], step.status.value)
    yield f"{paint(BOLD, terminal_line(call.address))}  {status}  {paint(DIM, settings(call))}"
    for part in call.parts:
        if isinstance(part, Words):
            yield from (f"  {line}".rstrip() for line in terminal(part.text).split("\n"))
        else:
            yield "  " + paint(CYAN, f"[{_picture(part)}]")
    for left in call.left_out:
        picture = left.path or left.call or ""
        yield "  " + paint(DIM, terminal_line(f"Left out: {left.member} {picture}: {left.because}"))


def settings(call: Call) -> str:
    """Model, ratio, size and what else is sent with the words, on one line."""
    config = call.config
    found = [call.model, config.aspect, config.size, many(call.takes, "take")]
    for name in ("temperature", "top_p", "seed", "thinking"):
        value = getattr(config, name)
        if value is not None:
            found.append(f"{name.replace('_', ' ')} {value}")
    if config.search:
        found.append(f"search {', '.join(config.search)}")
    if config.safety != "default":
        found.append(f"safety {config.safety}")
    if config.panels != 1:
        found.append(f"{config.panels} panels")
    return terminal_line(" · ".join(found))


def _picture(part: Part) -> str:
    assert not isinstance(part, Words)
    if isinstance(part, GivenPicture):
        return terminal_line(f"picture: {part.path}")
    panel = f", panel {part.panel}" if part.panel is not None else ""
    return terminal_line(f"picture: the take of {part.call} that counts{panel}")
