"""The names of a board's files: each place that means something, to be asked by place and by thing."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from .board import Alias, Axis, LibraryAlias, Look, Macro, Maker, Param, Prompt, Reference, Scene, Subject
from .standing import keyword

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..grammar import nodes
    from ..grammar.source import Source


class Argument(Struct, frozen=True, eq=False):
    """A parameter of a prompt."""

    name: str
    prompt: Prompt
    node: nodes.Parameter


class File(Struct, frozen=True, eq=False):
    """A file that a board names."""

    name: str  # as written
    beside: str  # the key of the file that names it
    kind: str  # import, reference or table


class Link(Struct, frozen=True):
    """A place that means something. `thing`: the declaration, an `Argument` or a `File`; `declares`: it stands here."""

    source: Source
    start: int
    end: int
    thing: object
    declares: bool = False


class Links:
    """All links of a board and what it imports, to be asked by place and by thing."""

    def __init__(self, links: Iterable[Link]) -> None:
        self._by_file: dict[str, list[Link]] = {}
        self._by_thing: dict[int, list[Link]] = {}
        for link in sorted(links, key=lambda k: (k.source.path, k.start, -k.end)):
            self._by_file.setdefault(link.source.path, []).append(link)
            self._by_thing.setdefault(id(link.thing), []).append(link)
        self._starts = {path: [k.start for k in found] for path, found in self._by_file.items()}

    def at(self, path: str, offset: int) -> Link | None:
        """The innermost link that holds an offset; its end counts as inside."""
        found = self._by_file.get(path, [])
        last = bisect_right(self._starts.get(path, []), offset)
        holding = [k for k in found[max(0, last - 8) : last] if k.start <= offset <= k.end]
        return min(holding, key=lambda k: (k.end - k.start, -k.start), default=None)

    def of(self, thing: object) -> list[Link]:
        """Every place that means a thing, its declaration included."""
        return self._by_thing.get(id(thing), [])

    def inside(self, path: str) -> list[Link]:
        """The links of one file, in order."""
        return self._by_file.get(path, [])

    def declaration(self, thing: object) -> Link | None:
        """Where a thing is declared."""
        return next((k for k in self.of(thing) if k.declares), None)


def kind_of(thing: object) -> str:
    """What people call a thing: `character`, `shot`, `param`."""
    match thing:
        case Subject():
            return thing.kind
        case Maker():
            return thing.kind.value
        case Axis():
            return "variant"
        case Argument():
            return "argument"
        case Macro():
            return "prompt"
        case Alias() | LibraryAlias():
            return "import"
        case File():
            return "file"
        case Look() | Param() | Prompt() | Reference() | Scene():
            return keyword(thing.node)
        case _:
            return "name"
