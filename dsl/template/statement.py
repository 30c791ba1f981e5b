"""Which act each statement of Jinja2's tree becomes; what is not here is not part of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import blocks, definitions, loops, targets

if TYPE_CHECKING:
    from collections.abc import Callable

    from .frame import Act

ACTS: dict[str, Callable[..., Act]] = {
    "If": blocks.branches,
    "For": loops.loop,
    "Assign": targets.put,
    "AssignBlock": blocks.put_block,
    "FilterBlock": blocks.filter_block,
    "With": blocks.scoped,
    "Macro": definitions.macro,
    "CallBlock": definitions.call_block,
}
