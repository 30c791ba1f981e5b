"""Model tables as TOML text: several are laid over each other, and each thing that is wrong names its key."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from ..grammar.diagnostic import Diagnostic
from .model import Inputs, Model, ModelTable
from .model_key import INPUT, MODEL, Key, Misfit, read_ratio, read_successor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SECTIONS = ("model", "retired", "input", "pixels")


def read_tables(texts: Iterable[tuple[str, str]]) -> tuple[ModelTable, tuple[Diagnostic, ...]]:
    """The table of several texts, each with its file's name; a later one adds to those before it, or overrides them.

    A model that an earlier text has needs an `id` and only what is different; a new one needs every key but those that
    may be unknown (its prices) or absent (`retires`). What is wrong is reported, and left out of the table. The first
    text has to hold all of `[input]`; TypeError otherwise, since that text is ours.
    """
    layers = _Layers()
    for file, text in texts:
        layers.lay(file, text)
    return layers.table(), tuple(layers.problems)


class _Layers:
    """What the texts so far say together, key by key, and what is wrong with them."""

    def __init__(self) -> None:
        self.models: dict[str, dict[str, Any]] = {}
        self.files: dict[str, str] = {}  # which file spoke of a model last
        self.inputs: dict[str, Any] = {}
        self.retired: dict[str, str] = {}
        self.pixels: dict[str, tuple[int, int]] = {}
        self.problems: list[Diagnostic] = []

    def wrong(self, code: str, file: str, key: str = "", **words: object) -> None:
        self.problems.append(Diagnostic(code, None, {"file": file, "key": key, **words}))

    def lay(self, file: str, text: str) -> None:
        """Lay one more text over the others."""
        try:
            data = tomllib.loads(text, parse_float=Decimal)
        except (ValueError, RecursionError, ArithmeticError) as error:
            self.wrong("BNN380", file, reason=str(error) or "it is nested too deeply")
            return
        for name in data:
            if name not in SECTIONS:
                self.wrong("BNN381", file, name, known=", ".join(SECTIONS))
        for row in self._rows(file, data.get("model", [])):
            self._model(file, row)
        self.inputs |= self._fields(file, "input", self._section(file, data, "input"), INPUT)
        for id_, new in self._section(file, data, "retired").items():
            self._put(file, f"retired.{id_}", self.retired, id_, partial(read_successor, new))
        for ratio, size in self._section(file, data, "pixels").items():
            self._put(file, f"pixels.{ratio}", self.pixels, ratio, partial(read_ratio, ratio, size))

    def _rows(self, file: str, found: object) -> list[dict[str, Any]]:
        if isinstance(found, list) and all(isinstance(row, dict) for row in found):
            return found
        self.wrong("BNN382", file, "model", wanted="written as [[model]], once for each model")
        return []

    def _section(self, file: str, data: Mapping[str, Any], name: str) -> dict[str, Any]:
        found = data.get(name, {})
        if isinstance(found, dict):
            return found
        self.wrong("BNN382", file, name, wanted=f"a section, headed [{name}]")
        return {}

    def _model(self, file: str, row: dict[str, Any]) -> None:
        fields = self._fields(file, str(row.get("id", "model")), row, MODEL)
        if "id" in fields:
            self.models.setdefault(fields["id"], {}).update(fields)
            self.files[fields["id"]] = file
        elif "id" not in row:
            self.wrong("BNN383", file, "model", missing="id")

    def _fields(self, file: str, where: str, row: Mapping[str, Any], keys: Mapping[str, Key]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in row.items():
            key = keys.get(name)
            if key is None:
                self.wrong("BNN381", file, f"{where}.{name}", known=", ".join(keys))
            else:
                self._put(file, f"{where}.{name}", fields, key.field, partial(key.read, value))
        return fields

    def _put(self, file: str, key: str, into: dict[str, Any], name: str, read: Callable[[], object]) -> None:
        try:
            into[name] = read()
        except Misfit as misfit:
            self.wrong("BNN382", file, key, wanted=str(misfit))

    def table(self) -> ModelTable:
        """What it all comes to."""
        inputs = Inputs(**self.inputs)
        models: list[Model] = []
        names: dict[str, Model] = {}
        for fields in self.models.values():
            if model := self._whole(fields, inputs):
                models.append(model)
                self._name(model, names)
        return ModelTable(tuple(models), self.retired, inputs, self.pixels, names)

    def _whole(self, fields: dict[str, Any], inputs: Inputs) -> Model | None:
        file, id_ = self.files[fields["id"]], fields["id"]
        missing = [name for name, key in MODEL.items() if key.needed and key.field not in fields]
        if missing:
            self.wrong("BNN383", file, id_, missing=", ".join(missing))
            return None
        for ratio in fields["ratios"]:
            if ratio not in self.pixels:
                self.wrong("BNN384", file, f"{id_}.ratios", ratio=ratio)
        absent: dict[str, Any] = {key.field: key.default for key in MODEL.values() if not key.needed}
        shared: dict[str, Any] = {
            "video_frame_tokens": inputs.video_frame_tokens,
            "batch_percent": int(100 * (1 - inputs.batch_discount)),
            "search_nano": inputs.search_nano,
        }
        return Model(**(absent | fields | shared))

    def _name(self, model: Model, names: dict[str, Model]) -> None:
        for name in (model.id, *model.aliases):
            other = names.setdefault(name, model)
            if other is not model:
                self.wrong("BNN385", self.files[model.id], f"{model.id}.aliases", name=name, other=other.id)
            if name in self.retired:
                self.wrong("BNN386", self.files[model.id], model.id, name=name, successor=self.retired[name])
