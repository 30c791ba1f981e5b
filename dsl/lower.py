"""One statement in one combination into a call: pictures in their places, words with their numbers, digest, price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .call import Call, Kind, MadePicture, Words
from .closure import Closure
from .frame import Frames, edit_words, panels_words
from .pictures import Pictures
from .price import price
from .recipe import said
from .report import wrong
from .say import Saying
from .scenery import Sceneries
from .seats import Seats
from .show import Showing

if TYPE_CHECKING:
    from .call import Brief, Config, Cost, Part
    from .drafts import Draft, Drafts
    from .loader import Media
    from .models import Model
    from .pictures import Picture
    from .seats import Seat
    from .show import Shown
    from .work import Work


class Lowering:
    """Makes calls from drafts."""

    def __init__(self, work: Work, drafts: Drafts) -> None:
        self.work, self.drafts = work, drafts
        self.frames = Frames(work)
        self.seats = Seats(work, drafts)
        pictures = Pictures(work, drafts)
        self.showing = Showing(work, drafts, self.seats, pictures)
        self.closure = Closure(work, drafts)
        self.sceneries = Sceneries(drafts, pictures)
        self.saying = Saying(work, drafts, pictures)

    def lower(self, seat: Seat) -> Call | None:
        """The call of a seat; None where something is wrong with it, which has been reported. Raises Wrong."""
        maker = seat.maker
        draft = self.drafts.seated(maker, seat.combo)
        if draft is None:
            return None
        mentions = self.closure.of(draft, seat)
        shown = self.showing.show(seat, draft, mentions, draft.settled.model)
        entries, scenery = self.sceneries.of(draft, mentions)
        source = self.seats.source(seat)
        if maker.kind is Kind.EDIT:
            raw = edit_words(draft.text, scenery.cast, source[1].panel if source else None)
        else:
            raw = self.frames.render(draft.settled.shape.template, scenery, draft)
        words = self.saying.numbered(raw, draft, shown.numbers)
        if draft.settled.config.panels > 1:
            words += panels_words(draft.settled.config.panels)
        parts = parts_of(shown.sent, words)
        manifest = self.saying.manifest(maker.kind, draft, scenery, shown, raw)
        if source is not None:
            manifest["source"] = source[0] + (f".{source[1].panel}" if source[1].panel else "")
        return self._call(seat, draft, parts, shown, manifest, entries, draft.settled.model, draft.settled.config)

    def _call(
        self, seat: Seat, draft: Draft, parts: tuple[Part, ...], shown: Shown, manifest: dict[str, object],
        brief: Brief, model: Model, config: Config,
    ) -> Call:  # fmt: skip
        maker, settled = seat.maker, draft.settled
        digest, text = said(manifest)
        at = maker.module.source.position(maker.node.start)
        needs = tuple(dict.fromkeys(p.call for p in parts if isinstance(p, MadePicture)))
        cost = cost_of(model, config, parts, shown.sent)
        self._fits(seat, model, cost, shown.sent)
        return Call(
            seat.address, maker.kind, maker.scene.name if maker.scene else "", maker.name, seat.keys, maker.module.key,
            model.id, settled.shape.takes, settled.shape.retries, digest, text, parts, needs,
            shown.allotted.left_out, config,
            self.saying.about(seat), brief, cost,
            maker.module.source.path, at.line, at.column,
        )  # fmt: skip

    def _fits(self, seat: Seat, model: Model, cost: Cost, sent: tuple[Picture, ...]) -> None:
        """Whether a request is short enough for the model, as far as its length is known. Raises Wrong."""
        tokens = cost.text_in + cost.image_in
        if tokens <= model.max_input_tokens or any(endless(p.media) for p in sent):
            return
        name = model.called
        words = {"name": seat.maker.name, "tokens": f"{tokens:,}", "model": name, "most": f"{model.max_input_tokens:,}"}
        at = (seat.maker.node.start, seat.maker.node.name.end)
        raise wrong(seat.maker.module.source, at, "BNN534", words)


def endless(media: Media | None) -> bool:
    """Whether it is a video of unknown length, which is reckoned with as all that the model takes."""
    return media is not None and media.mime.startswith("video/") and media.seconds is None


def cost_of(model: Model, config: Config, parts: tuple[Part, ...], sent: tuple[Picture, ...]) -> Cost:
    """What one take costs, from the words and the kinds of pictures that go along."""
    text = "".join(p.text for p in parts if isinstance(p, Words))
    pages, images, written = 0, 0, 0
    seconds: float | None = 0.0
    for picture in sent:
        media = picture.media
        if media is None or media.mime.startswith("image/"):
            images += 1
        elif media.mime.startswith("video/"):
            # One video of unknown length makes the whole unknown: it is then counted as long as the model takes.
            seconds = None if seconds is None or media.seconds is None else seconds + media.seconds
        elif media.mime.startswith("text/"):
            written += media.size
        else:
            pages += media.pages or 1
    size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    return price(
        model, size=config.size, panels=config.panels, text_bytes=size + written, text_chars=len(text) + written,
        images=images, pages=pages, video_seconds=seconds, search=bool(config.search),
    )  # fmt: skip


def parts_of(sent: tuple[Picture, ...], words: str) -> tuple[Part, ...]:
    """Each picture behind the line that announces it, and the words last."""
    parts: list[Part] = []
    for i, picture in enumerate(sent):
        parts.append(Words(f"Image {i + 1}: {picture.says}"))
        parts.append(picture.part)
    parts.append(Words(words))
    return tuple(parts)
