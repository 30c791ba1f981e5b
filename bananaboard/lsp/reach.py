"""What a cursor can reach: the scene and the shot that it is in, and the names that mean something there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.board import Alias, LibraryAlias, Macro, Maker, Param, Prompt
from ..dsl.links import kind_of
from ..dsl.members import members_of
from ..grammar import nodes
from . import described
from .offer import KINDS, Offer
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..dsl.board import Axis, Module
    from ..grammar.source import Source
    from .cursor import Cursor
    from .desk import Opened


class Reach:
    """A cursor in a board. `source` is the text as it is now, `board` as it was when it was compiled last."""

    def __init__(self, opened: Opened, board: Module, source: Source, at: Cursor) -> None:
        self.opened, self.board, self.source, self.at = opened, board, source, at
        self.scene = board.scenes.get(at.named("scene") or "")
        self.maker = self._maker()

    def _maker(self) -> Maker | None:
        head = self.at.head
        name = self.at.named("shot") or self.at.named("edit")
        if name is None and head is not None and head.type in ("SHOT", "EDIT"):
            name = next((t.value.text for t in self.at.before[1:] if isinstance(t.value, nodes.Name)), None)
        return self.makers.get(name or "")

    @property
    def makers(self) -> Mapping[str, Maker]:
        """The shots and edits beside the cursor."""
        return self.scene.makers if self.scene is not None else self.board.shots

    def axes(self) -> Iterable[Axis]:
        """The variants that hold here."""
        level = self.maker.level if self.maker is not None else self.scene.level if self.scene is not None else None
        level = level or self.board.level
        return level.scope().values() if level is not None else ()

    def thing(self, path: list[str], *, templates: bool) -> object | None:
        """What a path means."""
        return self.behind(path[:-1], templates=templates).get(path[-1]) if path else None

    def behind(self, path: list[str], *, templates: bool) -> Mapping[str, object]:
        """The names that may follow a path; without one, those that may begin it."""
        found = self.first(templates=templates)
        for word in path:
            found = _members(found.get(word), templates=templates)
        return found

    def first(self, *, templates: bool) -> Mapping[str, object]:
        """The names that mean something here, in templates or behind an `@`."""
        if templates:
            return {**self.board.names, **{a.name: a for a in self.axes()}, **self._prompt_arguments()}
        found: dict[str, object] = {
            n: d for n, d in self.board.names.items() if not isinstance(d, Prompt | Macro | Param)
        }
        found |= {n: d for n, d in self.board.names.items() if isinstance(d, Param) and _may_mention(d)}
        found |= dict(self.board.scenes) | dict(self.board.shots)
        if self.scene is not None:
            found |= dict(self.scene.makers)
        if self.maker is not None:
            found |= {r.name: r for r in self.maker.references if r.name}
            found.pop(self.maker.name, None)
        return found

    def _prompt_arguments(self) -> dict[str, object]:
        head = self.at.head
        if head is None or head.type != "PROMPT":
            return {}
        names = [t.value.text for t in self.at.before[2:] if isinstance(t.value, nodes.Name)]
        return dict.fromkeys(names, "argument")

    def named(self, name: str, thing: object, replaced: int, *, sign: str = "", end: str = "", rank: int = 1) -> Offer:
        """A name that could be written here, with what it means."""
        kind = "argument" if isinstance(thing, str) else kind_of(thing)
        about = described.thing(self.opened, thing) if not isinstance(thing, str) else ""
        return Offer(
            sign + name, KINDS.get(kind, Kind.VALUE), kind, about, sign + name + end, replaced=replaced, rank=rank
        )


def _members(found: object, *, templates: bool) -> Mapping[str, object]:
    if templates and isinstance(found, Alias):
        return found.module.names
    if templates and isinstance(found, LibraryAlias):
        return {n: Macro(n, found.library, found.source) for n in found.library.macros}
    return members_of(found)


def _may_mention(param: Param) -> bool:
    return isinstance(param.node.default, nodes.Mention)
