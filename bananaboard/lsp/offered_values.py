"""What a setting may be: its words, models, sizes, and the things of its own kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.board import Alias, Param, Subject
from ..dsl.models import model_table
from ..dsl.settings import BY_NAME, Takes
from . import described
from .offer import Offer
from .offered_names import mentions, prompts
from .signs import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..dsl.settings import Spec
    from .cursor import Token
    from .reach import Reach

KINDS_OF = {
    Takes.STYLE: ("style",), Takes.PLACE: ("location",), Takes.CAST: ("character", "prop", "reference"),
    Takes.CHAIN: ("shot",),
}  # fmt: skip


def values(reach: Reach, key: Token) -> Iterator[Offer]:
    """What may stand behind a setting's name."""
    spec = BY_NAME.get(key.value.text)
    written = len(reach.at.word)
    if spec is None:
        return
    yield from _words(spec, written)
    if spec.takes in KINDS_OF:
        yield from _fitting(reach, spec, written, sign="@")
    if spec.takes is Takes.TEMPLATE:
        yield from prompts(reach, reach.at.word)
    for name, param in reach.board.names.items():
        if isinstance(param, Param):
            yield reach.named(name, param, written, rank=3)


def signed(reach: Reach, head: Token) -> Iterator[Offer]:
    """Behind an `@` outside a text: a setting wants its own kind of thing."""
    word = reach.at.word.removeprefix("@")
    spec = BY_NAME.get(head.value.text) if head.type == "KEY" else None
    if spec is not None and spec.takes in KINDS_OF and "." not in word:
        yield from _fitting(reach, spec, len(word), sign="")
    else:
        yield from mentions(reach, word)


def _words(spec: Spec, written: int) -> Iterator[Offer]:
    yield from _of_models(spec, written)
    for word in spec.words:
        yield Offer(word, Kind.ENUM_MEMBER, spec.about, replaced=written)
    if "none" in spec.takes.value:
        yield Offer("none", Kind.KEYWORD, spec.about, replaced=written, rank=2)


def _of_models(spec: Spec, written: int) -> Iterator[Offer]:
    table = model_table()
    if spec.takes is Takes.MODEL:
        for model in table.models:
            for alias in model.aliases[:1]:
                yield Offer(alias, Kind.ENUM_MEMBER, model.id, described.model(alias) or "", replaced=written)
    elif spec.takes is Takes.ASPECT:
        ratios = dict.fromkeys(r for m in table.models for r in m.ratios)
        yield from (Offer(r, Kind.ENUM_MEMBER, "ratio", replaced=written) for r in ratios)
    elif spec.takes is Takes.SIZE:
        sizes = dict.fromkeys(s for m in table.models for s in m.sizes)
        yield from (Offer(s, Kind.ENUM_MEMBER, "size", replaced=written) for s in sizes)


def _fitting(reach: Reach, spec: Spec, written: int, *, sign: str) -> Iterator[Offer]:
    if spec.takes is Takes.CHAIN:
        found: Iterable[tuple[str, object]] = ((n, m) for n, m in reach.makers.items() if m is not reach.maker)
    else:
        found = (
            (n, d) for n, d in reach.board.names.items()
            if isinstance(d, Alias) or (isinstance(d, Subject) and d.kind in KINDS_OF[spec.takes])
        )  # fmt: skip
    for name, thing in found:
        yield reach.named(name, thing, written, sign=sign)
