"""An installed prompt library with a sample of each of its prompts: how it is called, and the words that come of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from .api import today
from .dsl.catalogue import SAMPLES, read_catalogue
from .dsl.compile import compile_board, examine
from .dsl.files import ProjectFiles
from .grammar.severity import Severity
from .own_models import use_own_models

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .dsl.call import Call
    from .dsl.catalogue import Catalogue, Leaf, Offer
    from .dsl.compile import Examined
    from .grammar.diagnostic import Diagnostic


MADE_UP = "made-up.bnn"  # what a board is called that is written here to read a library


class Sample(Struct, frozen=True):
    """A picture that shows what a prompt is for. `written`: the prompt as the sample calls it.

    `made_up`: the library shows none, and the prompt was called with the names of its arguments.
    """

    written: str
    call: Call
    made_up: bool = False

    @property
    def says(self) -> str:
        """The words that come of it: those of the setting that it fills, else those of the shot."""
        brief = self.call.brief
        if self.written.startswith("camera:"):
            return brief.camera
        if self.written.startswith("rules:") and brief.rules:
            return brief.rules[-1]
        if self.written.startswith("style:") and brief.style is not None:
            return brief.style.description
        return brief.text


class Shelf(Struct, frozen=True):
    """A library, read through. `samples` by the address `FILE.PROMPT`; `calls`: all that is drawn to see them."""

    name: str
    folder: Path
    catalogue: Catalogue
    samples: dict[str, Sample]
    calls: tuple[Call, ...]
    diagnostics: tuple[Diagnostic, ...]

    def only(self, file: str) -> Shelf:
        """The same with one file of it, named with or without its ending. Raises KeyError where there is none."""
        leaves = tuple(leaf for leaf in self.catalogue.leaves if file in (leaf.path, leaf.stem))
        if not leaves:
            raise KeyError(file)
        wanted = {s.call for leaf in leaves for o in leaf.offers if (s := self.sample(leaf, o)) is not None}
        needed = {a for call in wanted for a in call.needs}
        calls = []
        for call in reversed(self.calls):  # what a call needs stands before it
            if call in wanted or call.address in needed:
                needed |= set(call.needs)
                calls.append(call)
        catalogue = replace(self.catalogue, leaves=leaves)
        return replace(self, catalogue=catalogue, calls=tuple(reversed(calls)))

    def sample(self, leaf: Leaf, offer: Offer) -> Sample | None:
        """The sample of what a file offers."""
        return self.samples.get(f"{leaf.stem}.{offer.name}")


def open_shelf(name: str, folder: Path) -> Shelf:
    """Read the library in `folder` through. What is wrong in it is in `diagnostics`, never raised."""
    use_own_models()
    files = ProjectFiles(folder)
    catalogue = read_catalogue(folder, files)
    samples, calls, diagnostics = _own(files) if (folder / SAMPLES).is_file() else ({}, (), ())
    made_up = _made_up(catalogue, samples, files)
    found = (*catalogue.diagnostics, *_whole(catalogue, files), *diagnostics)
    told = {_where(d): d for d in found if d.severity is not Severity.NOTE}
    every = (*calls, *(s.call for s in made_up.values()))
    # The files in the order in which the samples show them: that is how the library wants to be read.
    order = {scene: i for i, scene in enumerate(dict.fromkeys(a.partition(".")[0] for a in samples))}
    leaves = sorted(catalogue.leaves, key=lambda leaf: order.get(leaf.stem, len(order)))
    catalogue = replace(catalogue, leaves=tuple(leaves))
    return Shelf(name, folder, catalogue, {**made_up, **samples}, every, tuple(told.values()))


def _where(diagnostic: Diagnostic) -> tuple[object, ...]:
    """What makes two of them one: a file is read for its own sake, and again by the samples that import it."""
    place = diagnostic.place
    return (diagnostic.code, place and place.source.path, place and place.start)


def _own(files: ProjectFiles) -> tuple[dict[str, Sample], tuple[Call, ...], tuple[Diagnostic, ...]]:
    """The samples that the library brings: a board with a scene for each file, and in it a shot for each prompt."""
    examined = examine(files, SAMPLES, today=today())
    compiled, written = examined.compiled, dict(_written(examined))
    samples = {c.address: Sample(written[c.address], c) for c in compiled.calls if c.address in written}
    return samples, compiled.calls, compiled.diagnostics


def _written(examined: Examined) -> Iterator[tuple[str, str]]:
    """How each shot of the samples says what it shows; what is only there to fill a setting is told by the setting."""
    board = examined.board
    for maker in board.ordered if board is not None else ():
        settings = maker.level.settings.values() if maker.level.node is maker.node else ()
        spans = [maker.module.source.text[n.start : n.end] for n in (maker.node.prompt, *settings)]
        yield maker.path, next((s for s in spans if maker.path in s), spans[0])


def _whole(catalogue: Catalogue, files: ProjectFiles) -> tuple[Diagnostic, ...]:
    """What a board would hear that imports every file, whether the samples show it or not."""
    text = "".join(f'import "{leaf.path}" as file_{i}\n' for i, leaf in enumerate(catalogue.leaves))
    return compile_board(files, MADE_UP, today=today(), text=text).diagnostics


def _made_up(catalogue: Catalogue, known: dict[str, Sample], files: ProjectFiles) -> dict[str, Sample]:
    """Samples of prompts that the library shows none of: their arguments stand for themselves."""
    found: dict[str, Sample] = {}
    for leaf in catalogue.leaves:
        for offer in leaf.offers:
            address = f"{leaf.stem}.{offer.name}"
            if offer.kind == "prompt" and address not in known and (call := _called(leaf, offer, files)) is not None:
                found[address] = call
    return found


def _called(leaf: Leaf, offer: Offer, files: ProjectFiles) -> Sample | None:
    given = ", ".join(f'"{name.replace("_", " ")}"' for name, default in offer.arguments if default is None)
    alias = leaf.stem if leaf.stem.isidentifier() else "library"
    written = f"{alias}.{offer.name}({given})"
    text = f'import "{leaf.path}" as {alias}\nshot sample {written}\n'
    compiled = compile_board(files, MADE_UP, today=today(), text=text)
    return Sample(written, compiled.calls[0], made_up=True) if compiled.calls else None
