"""Finals: how each chosen draft is asked for again, at full quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from .call import Call, Config, Kind, MadePicture, Role
from .frame import final_words
from .lower import cost_of, parts_of
from .pictures import Picture
from .price import max_output_tokens
from .recipe import said
from .report import Report, Wrong
from .seats import address_of
from .settled import Cascade, Placed, find, inner, resolve_model

if TYPE_CHECKING:
    from ..grammar import nodes
    from .board import Module
    from .context import Context
    from .drafts import Draft
    from .lower import Lowering
    from .models import Model
    from .seats import Seat
    from .settle import Settled
    from .show import Shown

SAMPLING = ("temperature", "top_p", "seed", "thinking", "search", "safety")


class Finals:
    """Makes the final of each draft that has one."""

    def __init__(self, lowering: Lowering, module: Module, settings: dict[str, nodes.Setting]) -> None:
        self.lowering, self.module = lowering, module
        self.held = inner(Cascade(), module, settings)
        self.report: Report = lowering.work.report

    def final(self, seat: Seat, call: Call) -> Call | None:
        """The final of a call; None where `final: none` leaves it out. Raises Wrong."""
        draft = self.lowering.drafts.seated(seat.maker, seat.combo)
        if draft is None or not draft.settled.shape.final:
            return None
        context = replace(draft.context, _scope=None)
        self._read_all(context)
        model = resolve_model(context, find(context, self.held, "model"), draft.settled.model.id)
        settled = self._settled(context, draft.settled, model)
        shown = self._shown(seat, draft, settled, model)
        entries, scenery = self.lowering.sceneries.of(draft, self.lowering.closure.of(draft, seat))
        raw = (
            self.lowering.frames.render(settled.shape.template, scenery, draft)
            if call.kind is not Kind.EDIT
            else draft.text
        )
        numbers = {m: tuple(n + 1 for n in ns) for m, ns in shown.numbers.items()}
        words = final_words(self.lowering.saying.numbered(raw, draft, numbers), edited=call.kind is Kind.EDIT)
        first = Picture(
            MadePicture(call.address, None, call.address, Role("draft", "", "")), "the draft to finish", "object"
        )
        sent = (first, *shown.sent)
        parts = parts_of(sent, words)
        written = {**dict(draft.settled.shape.written), **dict(settled.shape.written)}
        shape = replace(settled.shape, written=tuple(sorted(written.items())))
        new = replace(draft, settled=replace(settled, shape=shape))
        manifest = self.lowering.saying.manifest(Kind.FINAL, new, scenery, shown, raw)
        digest, text = said(manifest)
        needs = tuple(dict.fromkeys(p.call for p in parts if isinstance(p, MadePicture)))
        return replace(
            call, address=address_of(seat.maker, seat.keys, ".final"), kind=Kind.FINAL, model=model.id,
            takes=settled.shape.takes,
            retries=settled.shape.retries, said=digest, said_json=text, parts=parts, needs=needs,
            left_out=shown.allotted.left_out,
            config=settled.config, brief=entries, cost=cost_of(model, settled.config, parts, sent), draft=call.address,
        )  # fmt: skip

    def _shown(self, seat: Seat, draft: Draft, settled: Settled, model: Model) -> Shown:
        """The references of the draft, without the chain: the draft already follows what it saw."""
        lone = replace(draft, settled=replace(settled, chain=None))
        mentions = self.lowering.closure.of(draft, seat)
        smaller = replace(model.references, total=model.references.total - 1)
        return self.lowering.showing.show(seat, lone, mentions, replace(model, references=smaller), source=False)

    def _settled(self, context: Context, drafted: Settled, model: Model) -> Settled:
        written: dict[str, str] = {}
        aspect = drafted.shape.aspect
        if aspect not in model.ratios:
            raise self._model_place(context).wrong(
                "BNN331",
                {
                    "value": aspect,
                    "model": model.called,
                    "ratios": ", ".join(model.ratios),
                },
            )
        size = str(self._value(context, "size", drafted.shape.size, written))
        if size not in model.sizes:
            placed = find(context, self.held, "size") or self._model_place(context)
            words: dict[str, object] = {
                "value": size,
                "model": model.called,
                "sizes": ", ".join(model.sizes),
            }
            raise placed.wrong("BNN323", words)
        config = self._config(context, drafted.config, model, aspect, size, written)
        takes = self._value(context, "takes", 1, {})
        retries = self._value(context, "retries", drafted.shape.retries, {})
        references = self._value(context, "references", drafted.shape.references, {})
        shape = replace(
            drafted.shape, model=model, size=size, config=config, takes=int(str(takes)), retries=int(str(retries)),
            references=int(str(references)), written=tuple(sorted(written.items())),
        )  # fmt: skip
        return replace(drafted, shape=shape, chain=None)

    def _read_all(self, context: Context) -> None:
        """Every setting once, so that all that is wrong with them is told. Raises Wrong with the first fault."""
        faults: list[Wrong] = []
        for name in self.held.origins:
            try:
                find(context, self.held, name)
            except Wrong as e:
                self.report.add(e.diagnostic)
                faults.append(e)
        if faults:
            raise faults[0]

    def _value(self, context: Context, name: str, default: object, written: dict[str, str]) -> object:
        placed = find(context, self.held, name) if name in self.held.origins else None
        if placed is None:
            return default
        written[name] = str(placed.value)
        return placed.value

    def _config(
        self, context: Context, drafted: Config, model: Model, aspect: str, size: str, written: dict[str, str]
    ) -> Config:
        from .settle import plain

        values: dict[str, object] = {n: getattr(drafted, n) for n in SAMPLING}
        for name in SAMPLING:
            placed = find(context, self.held, name) if name in self.held.origins else None
            if placed is not None:
                values[name] = placed.value
                written[name] = plain(placed.value)
        search = values["search"] if isinstance(values["search"], tuple) else ()
        fits = {
            "thinking": values["thinking"] is None or values["thinking"] in model.thinking,
            "search": ("web" not in search or model.search) and ("images" not in search or model.image_search),
        }
        for name, fit in fits.items():
            if not fit:
                words: dict[str, object] = {"name": name, "model": model.called}
                self.report.add(self._model_place(context).wrong("BNN332", words).diagnostic)
                values[name] = None if name == "thinking" else ()
                written[name] = ""  # what is dropped is not said
        return Config(aspect, size, **values, panels=1, max_output_tokens=max_output_tokens(model, size, 1))  # type: ignore[arg-type]  # each as it was read

    def _model_place(self, context: Context) -> Placed:
        placed = find(context, self.held, "model")
        node = self.module.final
        at = (node.start, node.start + len("final")) if node is not None else (0, 0)
        return placed or Placed(None, self.module, at)
