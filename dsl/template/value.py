"""What a template may hold besides plain data: values that say how they are written and what members they have."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# A mention in rendered text is OPEN + the mention's number + CLOSE. Both are Unicode noncharacters: no source, param,
# table or template literal may hold one, so a marker can't be forged by data.
OPEN = "\ufdd0"
CLOSE = "\ufdd1"


class TemplateValue(ABC):
    """A value with a voice of its own. Nothing else of it can be reached from a template."""

    @abstractmethod
    def said(self) -> str:
        """What `{{ value }}` writes: for a subject, a mention's marker."""

    def member(self, name: str) -> object:
        """What `value.name` and `value["name"]` are; KeyError where there is no such member."""
        raise KeyError(name)

    def members(self) -> Iterable[str]:
        """The names of its members, for "did you mean"."""
        return ()

    def call(self, args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        """What `value(...)` is; TypeError where it can't be called. The arguments are plain data or TemplateValues."""
        del args, kwargs
        raise TypeError
