"""What a generateContent request must be like for one model."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .parts import PICTURES, hold
from .refusals import invalid

if TYPE_CHECKING:
    from .facts import Model
    from .parts import Holds, Opener


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was taken."""

    model: Model
    holds: Holds
    config: dict[str, Any]
    ratio: str
    size: str
    pictures: bool  # whether an answer may hold pictures
    most: int  # tokens that may come back
    thoughts: bool  # whether they are shown
    search: bool
    told: str  # what one can know the request by, without its bytes

    @property
    def tokens_in(self) -> int:
        """All of them."""
        return self.holds.text_tokens + self.holds.media_tokens


def ask(model: Model, request: dict[str, Any], opened: Opener, *, vertex: bool = False) -> Asked:
    """A request that passed all checks. `opened`: as for `hold`. Raises Refused."""
    config = request.get("generationConfig", {})
    image, thinking = config.get("imageConfig", {}), config.get("thinkingConfig", {})
    holds = hold(model, request, opened)
    _pictures(model, holds)
    _image(model, image)
    _numbers(model, config)
    _likelihood(model, config, vertex=vertex)
    _thinking(model, thinking)
    searches = _search(model, request.get("tools") or [])
    size = "1K" if model.ignores_size else image.get("imageSize", "1K")
    told = repr((model.id, holds.text, [m.sha256 for m in holds.media], sorted(image.items())))
    return Asked(
        model, holds, config, image.get("aspectRatio", "1:1"), size, _modal(model, config),
        config.get("maxOutputTokens", model.output), bool(thinking.get("includeThoughts")), searches,
        hashlib.sha256(told.encode()).hexdigest(),
    )  # fmt: skip


def _modal(model: Model, config: dict[str, Any]) -> bool:
    modalities = config.get("responseModalities") or (["TEXT", "IMAGE"] if model.draws else ["TEXT"])
    if "IMAGE" in modalities and not model.draws:
        raise invalid("modalities")
    return "IMAGE" in modalities


def _pictures(model: Model, holds: Holds) -> None:
    count = sum(m.mime in PICTURES for m in holds.media)
    if count > model.references:
        raise invalid("images", count=count, most=model.references)
    tokens = holds.text_tokens + holds.media_tokens
    if tokens > model.input:
        raise invalid("tokens", count=tokens, most=model.input)


def _image(model: Model, image: dict[str, Any]) -> None:
    """The real service names no field here."""
    if image and not model.draws:
        raise invalid("image_config")
    if (ratio := image.get("aspectRatio")) is not None and ratio not in model.ratios:
        raise invalid()
    if (size := image.get("imageSize")) is not None and size not in model.sizes and not model.ignores_size:
        raise invalid()


def _numbers(model: Model, config: dict[str, Any]) -> None:
    for name, low, high in (("temperature", 0, 2), ("topP", 0, 1)):
        if not low <= config.get(name, low) <= high:
            raise invalid("range", name=name, value=config[name], low=low, high=f"{high} (inclusive)")
    if not 1 <= config.get("maxOutputTokens", 1) <= model.output:
        high = f"{model.output + 1} (exclusive)"
        raise invalid("range", name="maxOutputTokens", value=config["maxOutputTokens"], low=1, high=high)
    if not -(2**31) <= config.get("seed", 0) < 2**31:
        raise invalid("seed")


def _likelihood(model: Model, config: dict[str, Any], *, vertex: bool) -> None:
    if "logprobs" in config and not config.get("responseLogprobs"):
        raise invalid("logprobs")
    if config.get("responseLogprobs") and not vertex:
        raise invalid("no_logprobs", model=model.id)
    if config.get("candidateCount", 1) not in ({0, 1} if vertex else {1}):
        raise invalid("candidates")


def _thinking(model: Model, thinking: dict[str, Any]) -> None:
    level = thinking.get("thinkingLevel")
    if level is not None and model.thinking is not None and level not in model.thinking:
        raise invalid("level", level=level)
    if level is not None and thinking.get("thinkingBudget") is not None:
        raise invalid("budget")


def _search(model: Model, tools: list[dict[str, Any]]) -> bool:
    """Whether the model may look things up."""
    searches = [t["googleSearch"] for t in tools if "googleSearch" in t]
    if searches and "web" not in model.search:
        raise invalid("search")
    if any("imageSearch" in s.get("searchTypes", {}) for s in searches) and "images" not in model.search:
        raise invalid("image_search")
    if model.draws and any("functionDeclarations" in t for t in tools):
        raise invalid("functions")
    return bool(searches)
