"""From a name to where it is declared, to every place that means it, and to another name for it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from ..dsl.board import Alias, Axis, LibraryAlias, Macro, Maker, Param, Prompt, Reference, Scene, Subject
from ..dsl.links import Argument, File, Link, kind_of
from ..dsl.naming import MEMBERS, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..grammar.source import Source
    from .desk import Desk, Opened


class Spot(Struct, frozen=True):
    """A stretch of a file."""

    path: Path
    source: Source
    start: int
    end: int


class Unnameable(Exception):
    """A name can't be changed so; the text says why, for people."""


def link_at(opened: Opened, offset: int) -> Link | None:
    """What the name at an offset of the board's own file means."""
    return opened.links.at(opened.key, offset)


def definition(opened: Opened, offset: int) -> Spot | None:
    """Where the thing at an offset is declared, or the file that is named there."""
    link = link_at(opened, offset)
    if link is None:
        return None
    if isinstance(link.thing, File):
        return _file(opened, link.thing)
    if isinstance(link.thing, Alias | LibraryAlias) and link.declares:
        return _top(opened, link.thing.module.source if isinstance(link.thing, Alias) else link.thing.source)
    if isinstance(link.thing, Macro):
        return _macro(opened, link.thing)
    declared = opened.links.declaration(link.thing)
    if declared is None and isinstance(link.thing, Alias):
        return _top(opened, link.thing.module.source)
    return _spot(opened, declared) if declared is not None else None


def _spot(opened: Opened, link: Link) -> Spot:
    return Spot(opened.file(link.source.path), link.source, link.start, link.end)


def _top(opened: Opened, source: Source) -> Spot:
    return Spot(opened.file(source.path), source, 0, 0)


def _macro(opened: Opened, macro: Macro) -> Spot:
    at = max(macro.source.text.find(f"macro {macro.name}("), 0)
    return Spot(opened.file(macro.source.path), macro.source, at, at)


def _file(opened: Opened, file: File) -> Spot | None:
    found = next((m for m in opened.modules if opened.file(m.key) == _named(opened, file)), None)
    if found is not None:
        return _top(opened, found.source)
    path = _named(opened, file)
    inside = path.is_relative_to(opened.root.resolve()) and path.is_file()
    return Spot(path, _empty(file.name), 0, 0) if inside else None


def _named(opened: Opened, file: File) -> Path:
    return (opened.file(file.beside).parent / file.name).resolve()


def _empty(name: str) -> Source:
    from ..grammar.source import Source

    return Source(name, "")


def uses(desk: Desk, path: Path, offset: int, *, declaration: bool = True) -> list[Spot]:
    """Every place in the project that means the thing at an offset, in all boards that reach it."""
    opened = desk.board(path)
    link = link_at(opened, offset)
    if link is None or isinstance(link.thing, File):
        return []
    origin = _origin(opened, link.thing)
    found: dict[tuple[Path, int, int], Spot] = {}
    for board in desk.around(path) if origin is not None else [opened]:
        for thing in _same(board, link.thing, origin):
            for other in board.links.of(thing):
                if declaration or not other.declares:
                    spot = _spot(board, other)
                    found.setdefault((spot.path, spot.start, spot.end), spot)
    return sorted(found.values(), key=lambda s: (s.path, s.start))


def _origin(opened: Opened, thing: object) -> tuple[Path, int] | None:
    """What a thing is known by in every board: the file and the offset of its declaration."""
    declared = opened.links.declaration(thing)
    return None if declared is None else (opened.file(declared.source.path), declared.start)


def _same(board: Opened, thing: object, origin: tuple[Path, int] | None) -> Iterator[object]:
    if origin is None:
        yield thing
        return
    seen: set[int] = set()
    for module in board.modules:
        if board.file(module.key) != origin[0]:
            continue
        for link in board.links.inside(module.key):
            if link.declares and link.start == origin[1] and id(link.thing) not in seen:
                seen.add(id(link.thing))
                yield link.thing


def renameable(opened: Opened, offset: int) -> Link | None:
    """The name at an offset, where it can be given another."""
    link = link_at(opened, offset)
    if link is None or isinstance(link.thing, File | Macro | LibraryAlias):
        return None
    declared = opened.links.declaration(link.thing)
    if declared is None or declared.source.path.startswith("pkg:"):
        return None
    return link


def rename(desk: Desk, path: Path, offset: int, name: str) -> tuple[list[Spot], str]:
    """The places to write `name` at, and it as a name is written. Raises Unnameable."""
    opened = desk.board(path)
    link = renameable(opened, offset)
    if link is None:
        raise Unnameable("There is no name here that could be changed.")
    name = unicodedata.normalize("NFC", name.strip().removeprefix("@"))
    if not name.isidentifier() or unicodedata.normalize("NFKC", name) != name:
        raise Unnameable(f"`{name}` is no name: letters, digits and `_`, and no digit at the beginning.")
    if name in _forbidden(link.thing):
        raise Unnameable(f"`{name}` means something already in every board.")
    for board in desk.around(path):
        if _taken(board, link, name):
            raise Unnameable(f"`{name}` is taken: {board.key} has something of that name there.")
    return uses(desk, path, offset), name


def _forbidden(thing: object) -> frozenset[str]:
    if isinstance(thing, Maker | Scene):
        return RESERVED | {"final"}
    return RESERVED | MEMBERS if not isinstance(thing, Param | Prompt | Axis | Argument) else RESERVED


def _taken(board: Opened, link: Link, name: str) -> bool:
    """Whether a name would mean something else where this one stands."""
    thing = link.thing
    for module in board.modules:
        if link.source.path != module.key and not board.links.of(thing):
            continue
        if isinstance(thing, Maker) and thing.scene is not None:
            scene = module.scenes.get(thing.scene.name)
            if scene is not None and (name in scene.makers or name in module.names):
                return True
        elif isinstance(thing, Argument):
            return any(p.name.text == name for p in thing.prompt.node.parameters)
        elif name in module.names or name in module.scenes or name in module.shots:
            return True
    owner = getattr(thing, "owner", None) or getattr(thing, "subject", None)
    return isinstance(thing, Reference | Maker) and isinstance(owner, Subject) and name in owner.members


def changes_words(thing: object) -> bool:
    """Whether a name reaches what is sent: a subject without a `name:` is called by it, a shot never is."""
    return isinstance(thing, Subject) and "name" not in thing.settings


def told(desk: Desk, path: Path, offset: int) -> str:
    """What another name would change in what is sent, and what that would cost; empty where nothing."""
    from .described import priced

    opened = desk.board(path)
    link = renameable(opened, offset)
    if link is None or not changes_words(link.thing):
        return ""
    assert isinstance(link.thing, Subject)
    from ..dsl.words import called

    said = called(link.thing.name)
    calls = [c for c in (*opened.compiled.calls, *opened.compiled.spare) if said in c.said_json]
    if not calls:
        return ""
    return (
        f"Prompts call this {kind_of(link.thing)} by its name: another one changes their words, and makes "
        f"{priced(calls)} again. A `name:` setting keeps what prompts call it."
    )
