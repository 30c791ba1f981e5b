"""All settings of one picture, read once for every shot that shares them, and checked against the model."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import Struct

from .call import Config, Kind
from .price import max_output_tokens
from .report import Wrong
from .settings import BY_NAME
from .settled import Placed, find, resolve_model, rules

if TYPE_CHECKING:
    from .board import Macro, Prompt
    from .context import Context
    from .models import Model
    from .report import Report
    from .settled import Cascade
    from .work import Mentioned

Read = TypeVar("Read")
SAMPLING = ("temperature", "top_p", "seed", "thinking", "search", "safety")
SHAPE = ("model", "aspect", "size")


# What does not depend on who is on stage: most shots of a board have these in common.
SHARED = (*SHAPE, "panels", *SAMPLING, "references", "takes", "retries", "template", "final")


class Shape(Struct, frozen=True):
    """The settings that many shots share. `written`: those among them that the author wrote and that are sent."""

    model: Model
    aspect: str
    size: str
    config: Config
    references: int
    takes: int
    retries: int
    template: Prompt | Macro | None
    final: bool
    written: tuple[tuple[str, str], ...]


class Settled(Struct, frozen=True):
    """What holds for one picture. `cast` None: nobody said; (): nobody may be seen."""

    shape: Shape
    style: Mentioned | str | None
    at: Mentioned | None
    cast: tuple[Mentioned, ...] | None
    camera: str
    rules: tuple[str, ...]
    chain: Mentioned | str | None

    @property
    def model(self) -> Model:
        """The model that draws."""
        return self.shape.model

    @property
    def config(self) -> Config:
        """What the request carries."""
        return self.shape.config


def plain(value: object) -> str:
    """A setting's value for a digest: no floats, no trailing zeros."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, tuple):
        return ", ".join(str(v) for v in value) or "none"
    return str(value)


class Settling:
    """Reads settings in a context."""

    def __init__(self, context: Context, held: Cascade, kind: Kind, at: tuple[int, int]) -> None:
        self.context, self.held, self.kind, self.at = context, held, kind, at
        self.report: Report = context.work.report
        self.written: dict[str, str] = {}
        self.wrong: Wrong | None = None  # the first fault; the others are looked for all the same
        self.sure = True  # whether the model is known, so that what it does not take can be told

    def stage(self, shape: Shape) -> Settled:
        """Who and what is on stage, and how it is seen. Raises Wrong."""
        if self.kind is Kind.EDIT:
            return Settled(shape, None, None, None, "", (), None)
        found = Settled(
            shape,
            cast("Mentioned | str | None", self._value("style", None)),
            cast("Mentioned | None", self._value("at", None)),
            cast("tuple[Mentioned, ...] | None", self._value("cast", None)),
            cast("str", self._value("camera", "")),
            self._rules(),
            cast("Mentioned | str | None", self._value("chain", None)) if self.kind is Kind.SHOT else None,
        )
        return self._whole(found)

    def tell(self, *, shape: bool) -> None:
        """Say what is wrong with the stage, and with the shape of an edit whose target is broken."""
        self.sure = False
        with suppress(Wrong):
            self.stage(cast("Shape", None))  # what is read here goes nowhere
        if shape:
            with suppress(Wrong):
                self.shape()

    def _whole(self, found: Read) -> Read:
        """What was read, if nothing in it was wrong. Raises Wrong with the first fault; the others have been told."""
        first, self.wrong = self.wrong, None
        if first is not None:
            raise first
        return found

    def _fault(self, fault: Wrong) -> None:
        """Tell a fault and go on, so that one run tells all that is wrong."""
        self.report.add(fault.diagnostic)
        self.wrong = self.wrong or fault

    def shape(self, target: Shape | None = None) -> Shape:
        """The rest. `target`: of an edit, whose model, ratio and size hold where it is silent. Raises Wrong."""
        placed = self._get("model")
        model = self._model(placed, target)
        self._retirement(model, placed)
        aspect = self._shape("aspect", target.aspect if target else "1:1", model, target)
        size = self._shape("size", target.size if target else "1K", model, target)
        panels = cast("int", self._value("panels", 1)) if self.kind is Kind.SHOT else 1
        self._panels(model, size, panels)
        config = self._config(model, aspect, size, panels)
        takes = cast("int", self._value("takes", 1))
        seed = self._get("seed") if takes > 1 else None
        if seed is not None:
            self.report.add(seed.wrong("BNN333", {"takes": takes}).diagnostic)
        found = Shape(
            model, aspect, size, config, cast("int", self._value("references", 3)),
            takes, cast("int", self._value("retries", 3)),
            cast("Prompt | Macro | None", self._value("template", None)) if self.kind is not Kind.EDIT else None,
            bool(self._value("final", True)), tuple(sorted(self.written.items())),
        )  # fmt: skip
        return self._whole(found)

    def _get(self, name: str) -> Placed | None:
        if name not in self.held.origins:
            return None
        try:
            return find(self.context, self.held, name)
        except Wrong as e:
            self._fault(e)
            self.sure = self.sure and name != "model"
            return None

    def _model(self, placed: Placed | None, shape: Shape | None) -> Model:
        if shape is not None and placed is None:
            return shape.model
        try:
            model = resolve_model(self.context, placed, "lite")
        except Wrong as e:
            self._fault(e)
            self.sure = False
            return resolve_model(self.context, None)
        self._retirement(model, placed)
        return model

    def _rules(self) -> tuple[str, ...]:
        try:
            return rules(self.context, self.held)
        except Wrong as e:
            self._fault(e)
            return ()

    def _value(self, name: str, default: object) -> object:
        placed = self._get(name)
        return default if placed is None else placed.value

    def _shape(self, name: str, default: str, model: Model, target: Shape | None) -> str:
        placed = self._get(name)
        if placed is not None:
            self.written[name] = str(placed.value)
        elif target is not None:
            inherited = dict(target.written).get(name)
            if inherited is not None:
                self.written[name] = inherited
        value = default if placed is None else str(placed.value)
        words: dict[str, object] = {"value": value, "model": model.called}
        if name == "aspect" and value not in model.ratios:
            self._unfit("BNN322", placed, {**words, "ratios": ", ".join(model.ratios)})
        elif name == "aspect" and value in model.doubtful_ratios and placed is not None:
            self.report.add(placed.wrong("BNN328", words).diagnostic)
        elif name == "size" and value not in model.sizes:
            self._unfit("BNN323", placed, {**words, "sizes": ", ".join(model.sizes)})
        return value

    def _unfit(self, code: str, placed: Placed | None, words: dict[str, object]) -> None:
        if placed is None:
            placed = Placed(None, self.context.module, self.at)
        if self.sure:
            self._fault(placed.wrong(code, words))

    def _panels(self, model: Model, size: str, panels: int) -> None:
        most = max(1, model.max_output_tokens // model.sizes.get(size, min(model.sizes.values())))
        placed = self._get("panels") if panels > 1 else None
        if placed is not None:
            self.written["panels"] = str(panels)
            if panels > most:
                words = {
                    "value": panels,
                    "model": model.called,
                    "most": most,
                    "size": size,
                }
                self._unfit("BNN326", placed, words)

    def _config(self, model: Model, aspect: str, size: str, panels: int) -> Config:
        found: dict[str, object] = {}
        for name in SAMPLING:
            placed = self._get(name)
            if placed is None:
                continue
            if name == "thinking":
                self._thinking(model, placed)
            if name == "search":
                self._search(model, placed)
            found[name] = placed.value
            if placed.value != ():
                self.written[name] = plain(placed.value)
        most = max_output_tokens(model, size if size in model.sizes else next(iter(model.sizes)), panels)
        if not found:
            return Config(aspect, size, panels=panels, max_output_tokens=most)
        return Config(
            aspect, size, cast("Decimal | None", found.get("temperature")), cast("Decimal | None", found.get("top_p")),
            cast("int | None", found.get("seed")), cast("str | None", found.get("thinking")),
            cast("tuple[str, ...]", found.get("search", ())),
            cast("str", found.get("safety", BY_NAME["safety"].default)),
            panels, most,
        )  # fmt: skip

    def _thinking(self, model: Model, placed: Placed) -> None:
        if placed.value not in model.thinking:
            name = model.called
            self._unfit("BNN324", placed, {"value": placed.value, "model": name, "levels": ", ".join(model.thinking)})

    def _search(self, model: Model, placed: Placed) -> None:
        wanted = cast("tuple[str, ...]", placed.value)
        if ("web" in wanted and not model.search) or ("images" in wanted and not model.image_search):
            name = model.called
            self._unfit("BNN325", placed, {"value": ", ".join(wanted), "model": name})

    def _retirement(self, model: Model, placed: Placed | None) -> None:
        """An end that the vendor has announced is a warning, and an end that only others report a note."""
        if placed is None:
            return
        words: dict[str, object] = {"model": str(placed.value), "successor": model.replaced_by}
        if model.retires is not None:
            code = "BNN327" if model.retires <= self.context.work.today else "BNN329"
            self.report.add(placed.wrong(code, {**words, "date": model.retires.isoformat()}).diagnostic)
        elif model.retirement_reported is not None:
            self.report.add(placed.wrong("BNN330", {**words, "date": model.retirement_reported.isoformat()}).diagnostic)
