"""Frames of the page: one call each, with its takes, its facts and its exact prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...dsl.call import GivenPicture, Kind, MadePicture, Words
from ...dsl.money import show
from ..reasons import LONGEST, explained, refusal_words
from ..status import Status
from .album import nominal
from .board import Frame, PromptPicture, PromptWords, Take

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...dsl.call import About, Call, Part
    from ..shown import Shown, ShownCall, ShownTake
    from .album import Album
    from .board import Image, PromptPart

MEANING = {
    Status.STALE: "it was made from a picture that is another one now",
    Status.CHANGED: "what is written is other than what was drawn",
    Status.MISSING: "made before, but its file is gone",
    Status.REFUSED: "the model declined to draw it",
    Status.PENDING: "being made",
}


class Frames:
    """Turns what there is into frames."""

    def __init__(self, shown: Shown, album: Album) -> None:
        self.shown, self.album = shown, album
        self._calls = {c.call.address: c for c in shown.calls}

    def frame(self, there: ShownCall, about: About | None, title: str) -> Frame:
        """One address. `about` where its words are not those of the whole shot, `title` where it has its own."""
        call, final = there.call, self._final(there)
        takes = tuple(self._takes(there, final))
        images = next((t.images for t in takes if t.counts), ())
        shape = (images[0].width, images[0].height) if images else nominal(call.config.aspect)
        return Frame(
            call.address, call.name, title, call.kind.value, call.keys, source(call), call.brief.text, images, shape,
            takes, final is not None, there.status.value, MEANING.get(there.status, ""), tuple(self._facts(there)),
            tuple(map(self._part, call.parts)), tuple((o.path or o.member, o.because) for o in call.left_out), about,
            self._refusal(there),
        )  # fmt: skip

    def _refusal(self, there: ShownCall) -> str:
        """What the service said, and what helps."""
        if there.refusal is None:
            return ""
        maker, (reason, text) = self.shown.engine.maker, there.refusal
        told, found = refusal_words(maker, reason, text), explained(maker, reason, text)
        return f"{told}. {found.attempt}.".replace("`", "") if found else told[:LONGEST]

    def _final(self, there: ShownCall) -> ShownCall | None:
        """The final, where it is one of the draft that counts."""
        final = there.final
        shows = final is not None and final.status is Status.CACHED and final.counts is not None and final.counts.here
        return final if shows else None

    def _takes(self, there: ShownCall, final: ShownCall | None) -> Iterator[Take]:
        for take in there.takes:
            yield self._take(there.call, take, counts=take.counts and final is None, label="")
        if final is not None:
            for take in final.takes:
                yield self._take(final.call, take, counts=take.counts, label="final")

    def _take(self, call: Call, take: ShownTake, *, counts: bool, label: str) -> Take:
        return Take(take.number, self.album.taken(call, take), counts, take.picked, label, take.text)

    def _facts(self, there: ShownCall) -> Iterator[tuple[str, str]]:
        call, take = there.call, there.counts
        free = self.shown.engine.free
        yield "Drawn by", self.shown.engine.name if free else take.model if take is not None else call.model
        if free:
            yield "Written for", call.model
        yield "Shape", f"{call.config.aspect}, {call.config.size}"
        if call.cost.expected is not None:
            yield "Price", f"about {show(call.cost.expected)} a take with {call.model}"
        if not free and take is not None and take.cost is not None:
            yield "Paid", show(take.cost)
        if take is not None and take.made_by_hand:
            yield "Made", "by hand"
        yield "Written in", f"{call.file}, line {call.line}"

    def _part(self, part: Part) -> PromptPart:
        if isinstance(part, Words):
            return PromptWords(part.text)
        if isinstance(part, GivenPicture):
            return PromptPicture(part.member, part.path, self.album.given(part))
        return PromptPicture(part.member, part.call, self._made(part))

    def _made(self, part: MadePicture) -> Image | None:
        there = self._calls.get(part.call)
        take = there.counts if there is not None else None
        if there is None or take is None:
            return None
        images = self.album.taken(there.call, take)
        return next((i for i in images if part.panel in (None, i.panel)), None)


def source(call: Call) -> str:
    """What an edit edits: `close`, or `arrival.close` where it stands in another scene."""
    if call.kind is not Kind.EDIT:
        return ""
    path = source_path(call)
    scene, _, name = path.rpartition(".")
    return name if scene == call.scene else path


def source_path(call: Call) -> str:
    """The address of what an edit edits, without keys."""
    made = (p for p in call.parts if isinstance(p, MadePicture) and p.role.kind == "source")
    return next((p.call.partition("[")[0] for p in made), "")
