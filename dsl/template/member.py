"""What stands behind a point or in square brackets: `mara.name`, `row["title"]`, `list[0]`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .frame import MISSING
from .problem import Wrong, nearest
from .speech import kind, marked
from .value import TemplateValue

if TYPE_CHECKING:
    from collections.abc import Sequence


def find(owner: object, name: object) -> object:
    """The member, MISSING if it has none of that name. Raises Wrong where the owner can't have members."""
    if isinstance(owner, TemplateValue):
        try:
            return owner.member(name) if isinstance(name, str) else MISSING
        except KeyError:
            return MISSING
    if isinstance(owner, dict):
        return owner.get(name, MISSING) if isinstance(name, (str, int, Decimal)) else MISSING
    position = index(name)
    if isinstance(owner, (str, list, tuple, range)) and position is not None:
        if isinstance(owner, str) and marked(owner):
            raise Wrong("BNN426")
        return owner[position] if -len(owner) <= position < len(owner) else MISSING
    return MISSING


def take(owner: object, name: object) -> object:
    """The member. Raises Wrong if there is none; whoever asks says in its words how the owner is written."""
    value = find(owner, name)
    if value is not MISSING:
        return value
    position = index(name)
    if isinstance(owner, (str, list, tuple, range)) and position is not None:
        raise Wrong("BNN403", owner="It", count=len(owner), index=position)
    shown = name if isinstance(name, str) else str(position)
    known = names(owner)
    near = nearest(shown, known)
    listed = ", ".join(f"`{n}`" for n in sorted(known)[:12])
    raise Wrong("BNN402", owner=kind(owner), name=shown[:80], nearest=near, listed=listed, kind=kind(owner))


def pick(owner: object, path: object) -> object:
    """The member at the end of a path, `"look.name"` from the outside in. Raises Wrong where there is none."""
    steps: Sequence[object] = [path] if not isinstance(path, str) else path.split(".")
    for step in steps:
        at = int(step) if isinstance(step, str) and step.isdecimal() and len(step) < 8 else step
        owner = take(owner, at)
    return owner


def names(owner: object) -> list[str]:
    """The names of all its members."""
    if isinstance(owner, TemplateValue):
        return [str(n) for n in owner.members()]
    return [n for n in owner if isinstance(n, str)] if isinstance(owner, dict) else []


def index(name: object) -> int | None:
    """A whole number as a position in a list, None for anything else."""
    if isinstance(name, bool):
        return None
    if isinstance(name, int):
        return name
    if isinstance(name, Decimal) and name.is_finite() and abs(name) < 2**63 and name == int(name):
        return int(name)
    return None
