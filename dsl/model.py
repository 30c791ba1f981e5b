"""What is known of an image model, and the table of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal


class Slots(Struct, frozen=True):
    """How many reference pictures a model takes in all, and how many of each kind it is good at."""

    total: int
    object: int
    character: int
    style: int


class Model(Struct, frozen=True, eq=False):
    """One model. Prices: whole nano-dollars a token, None where unknown. `sizes`: output tokens a picture."""

    id: str
    family: str
    aliases: tuple[str, ...]
    released: dt.date
    stage: str  # "ga", "preview" or "legacy"
    as_of: dt.date  # when prices and limits were read
    input_nano: int | None
    text_nano: int | None  # of text that comes out, thinking included
    image_nano: int | None
    sizes: Mapping[str, int]
    max_input_tokens: int
    max_output_tokens: int
    ratios: tuple[str, ...]
    doubtful_ratios: tuple[str, ...]  # on some page, but not surely taken; may be among `ratios`
    thinking: tuple[str, ...]  # levels, the model's own default first; () where there is none to choose
    references: Slots
    image_input_tokens: int  # a picture, or a page of a document
    video_input: bool
    document_input: bool
    search: bool
    image_search: bool
    batch: bool
    latency_s: float
    retires: dt.date | None
    retirement_reported: dt.date | None  # by somebody else than the vendor
    replaced_by: str | None
    video_frame_tokens: int  # a second of video is one frame
    batch_percent: int  # of the price that a batch costs
    search_nano: int  # a query

    @property
    def called(self) -> str:
        """How people call it in a board: its first alias, else its id."""
        return self.aliases[0] if self.aliases else self.id

    @property
    def priced(self) -> bool:
        """Whether all its prices are known."""
        return None not in (self.input_nano, self.text_nano, self.image_nano)


class Inputs(Struct, frozen=True):
    """What all models share; MB are 10**6 bytes, spending limits nano-dollars in ten minutes by account tier."""

    image_mime: tuple[str, ...]
    document_mime: tuple[str, ...]
    video_mime: tuple[str, ...]
    inline_file_mb: int
    document_file_mb: int
    request_mb: int
    video_frame_tokens: int
    temperature: tuple[Decimal, Decimal]  # least and most
    top_p: tuple[Decimal, Decimal]
    batch_discount: Decimal
    search_nano: int
    spend_per_10_minutes: Mapping[str, int]


# By how much a size is larger than 1K, as a fraction.
SCALE = {"512": (1, 2), "1K": (1, 1), "2K": (2, 1), "4K": (4, 1)}


class ModelTable(Struct, frozen=True, eq=False):
    """All models, in the order of the table, and the ids that are gone."""

    models: tuple[Model, ...]
    retired: Mapping[str, str]
    inputs: Inputs
    pixels_1k: Mapping[str, tuple[int, int]]
    by_name: Mapping[str, Model]  # ids and aliases

    def find(self, name: str) -> Model | None:
        """The model with this id or alias."""
        return self.by_name.get(name)

    def successor(self, name: str) -> str | None:
        """What to use instead of an id that is gone, or of a model that has an announced end."""
        model = self.by_name.get(name)
        return model.replaced_by if model else self.retired.get(name)

    def names(self) -> tuple[str, ...]:
        """Everything that can stand behind `model:`, the shortest way of saying it first."""
        return tuple(a for m in self.models for a in m.aliases) + tuple(m.id for m in self.models)

    def pixels(self, aspect: str, size: str) -> tuple[int, int] | None:
        """Width and height of a picture, None where the ratio or the size is unknown."""
        at_1k, scale = self.pixels_1k.get(aspect), SCALE.get(size)
        if at_1k is None or scale is None:
            return None
        up, down = scale
        return at_1k[0] * up // down, at_1k[1] * up // down
