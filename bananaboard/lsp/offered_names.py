"""Names: mentions, prompts and their arguments, variants and their keys, what a file can be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.board import Alias, LibraryAlias, Macro, Prompt, Subject
from . import described
from .offer import Offer
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dsl.board import Axis
    from .cursor import Token
    from .reach import Reach


def mentions(reach: Reach, word: str, *, braced: bool = False) -> Iterator[Offer]:
    """What may stand behind an `@`. `word` may have dots: then what is behind the last of them counts."""
    *path, last = word.split(".")
    for name, thing in reach.behind(path, templates=False).items():
        yield reach.named(name, thing, len(last), end="}" if braced else "")


def prompts(reach: Reach, word: str) -> Iterator[Offer]:
    """The prompts that could be called, with places for their arguments."""
    *path, last = word.split(".")
    for name, thing in reach.behind(path, templates=True).items():
        if isinstance(thing, Prompt):
            arguments = ", ".join(f"${{{i}:{p.name.text}}}" for i, p in enumerate(thing.node.parameters, 1))
            about = described.thing(reach.opened, thing)
            call = f"{name}({arguments})"
            yield Offer(name, Kind.FUNCTION, "prompt", about, call, snippet=True, replaced=len(last))
        elif isinstance(thing, Macro | Alias | LibraryAlias):
            yield reach.named(name, thing, len(last))


def arguments(reach: Reach) -> Iterator[Offer]:
    """Inside the brackets of a call: the prompt's arguments that are not given yet, and what they could be."""
    before, written = reach.at.before, len(reach.at.word)
    thing = reach.thing(_called(before), templates=True)
    if isinstance(thing, Prompt) and before[-1].type != "KEY":
        given = {t.value.text for t in before if t.type == "KEY"}
        for parameter in thing.node.parameters:
            name = parameter.name.text
            if name not in given:
                yield Offer(name, Kind.VARIABLE, "argument", insert=f"{name}: ", replaced=written)
    for name, found in reach.first(templates=False).items():
        if isinstance(found, Subject | Alias):
            yield reach.named(name, found, written, sign="@", rank=2)


def _called(before: tuple[Token, ...]) -> list[str]:
    """The path of the prompt that a statement calls."""
    called = next((t for t in before if t.type in ("NAME", "DOTTED") and t is not before[1]), None)
    if called is None:
        return []
    return [n.text for n in called.value] if called.type == "DOTTED" else [called.value.text]


def excepted(reach: Reach) -> Iterator[Offer]:
    """Behind `except`: a variant, and behind its `=` a key of it."""
    written, last = len(reach.at.word), reach.at.before[-1]
    if last.type == "EQ":
        name = reach.at.before[-2].value.text
        yield from _keys(next((a for a in reach.axes() if a.name == name), None), written)
    else:
        yield from _axes(reach, reach.axes(), written)


def choices(reach: Reach, axes: dict[str, Axis], axis: str | None, written: int) -> Iterator[Offer]:
    """In the brackets of a mention: a variant of what is mentioned, or a key of it."""
    if axis is not None:
        yield from _keys(axes.get(axis), written)
    else:
        yield from _axes(reach, axes.values(), written)


def _axes(reach: Reach, axes: Iterable[Axis], written: int) -> Iterator[Offer]:
    for axis in axes:
        yield reach.named(axis.name, axis, written, end="=")


def _keys(axis: Axis | None, written: int) -> Iterator[Offer]:
    for value in axis.values if axis is not None else ():
        yield Offer(value.key, Kind.ENUM_MEMBER, f"value of {axis.name if axis else ''}", replaced=written)


def importable(reach: Reach, path: Token) -> Iterator[Offer]:
    """The names of a file."""
    opened, written = reach.opened, path.value.value
    key = (opened.path.parent / written).resolve()
    for module in opened.modules:
        if module.key == written or opened.file(module.key) == key:
            for name, thing in module.names.items():
                yield reach.named(name, thing, len(reach.at.word))
