"""How values are written into a text, and what people call their kinds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from .problem import Wrong
from .value import CLOSE, OPEN, TemplateValue

if TYPE_CHECKING:
    from .budget import Budget

_LARGEST = 64  # digits before the point of a decimal number, or zeros behind it


class Tool(TemplateValue):
    """A value that only a template makes (a macro, the `loop`); it can be used but not written."""

    kind = "a tool of the template"

    def said(self) -> str:
        """It has no words. Raises Wrong."""
        raise Wrong("BNN420", kind=self.kind)


def write(value: object, budget: Budget) -> str:
    """What `{{ value }}` writes. Raises Wrong where it can't be written."""
    if isinstance(value, str):
        return value
    budget.spend()
    if isinstance(value, TemplateValue):
        return value.said()
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, (list, tuple, range)):
        budget.spend(len(value))
        return ", ".join([write(one, budget) for one in value])
    raise Wrong("BNN420", kind=kind(value))


def decimal(value: Decimal) -> str:
    """A decimal number as people write it, without an exponent."""
    if not value.is_finite() or abs(value.adjusted()) > _LARGEST:
        raise Wrong("BNN412")
    return format(value, "f")


def kind(value: object) -> str:
    """What sort of thing it is, for somebody who is not a programmer."""
    if isinstance(value, Tool):
        return value.kind
    if isinstance(value, TemplateValue):
        return "something with a name of its own, not a text"
    if isinstance(value, bool):
        return "`true` or `false`"
    for types, words in _KINDS:
        if isinstance(value, types):
            return words
    return "something that a template can't use"


_KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (str, "a text"),
    ((int, Decimal), "a number"),
    (type(None), "`none`"),
    ((list, tuple, range), "a list"),
    (dict, "a whole row"),
)


def marked(text: str) -> bool:
    """Whether a mention stands in the text."""
    return OPEN in text or CLOSE in text
