"""A request as the SDK takes it: the call's words and pictures in their order, and what else was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from google.genai import types

from ...dsl.call import Words
from ...dsl.models import model_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...dsl.call import Call, Config
    from ..engine import Request

# What is blocked from: `low` blocks most.
THRESHOLDS = {
    "low": types.HarmBlockThreshold.BLOCK_LOW_AND_ABOVE,
    "medium": types.HarmBlockThreshold.BLOCK_MEDIUM_AND_ABOVE,
    "high": types.HarmBlockThreshold.BLOCK_ONLY_HIGH,
}
HARMS = (
    types.HarmCategory.HARM_CATEGORY_HARASSMENT,
    types.HarmCategory.HARM_CATEGORY_HATE_SPEECH,
    types.HarmCategory.HARM_CATEGORY_SEXUALLY_EXPLICIT,
    types.HarmCategory.HARM_CATEGORY_DANGEROUS_CONTENT,
)
# Text is asked for too: a model that does not draw says why, and panels have words between them.
MODALITIES = ["TEXT", "IMAGE"]


def contents(request: Request, uris: Mapping[str, str]) -> types.Content:
    """The user's one turn. A picture whose digest is in `uris` was uploaded before, and is only named."""
    pictures = iter(request.pictures)
    parts = []
    for part in request.call.parts:
        if isinstance(part, Words):
            parts.append(types.Part(text=part.text))
            continue
        sent = next(pictures)
        uri = uris.get(sent.sha256)
        parts.append(
            types.Part(file_data=types.FileData(file_uri=uri, mime_type=sent.mime))
            if uri
            else types.Part(inline_data=types.Blob(data=sent.data, mime_type=sent.mime))
        )
    return types.Content(role="user", parts=parts)


def config(call: Call) -> types.GenerateContentConfig:
    """Everything that is asked for beside the contents; what nobody asked for is not sent."""
    wish = call.config
    return types.GenerateContentConfig(
        response_modalities=MODALITIES,
        image_config=types.ImageConfig(aspect_ratio=wish.aspect, image_size=_size(call)),
        max_output_tokens=wish.max_output_tokens or None,
        temperature=None if wish.temperature is None else float(wish.temperature),
        top_p=None if wish.top_p is None else float(wish.top_p),
        seed=wish.seed,
        thinking_config=_thinking(wish),
        safety_settings=_safety(wish),
        tools=_tools(wish),
        automatic_continuation=False,
        automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
    )


def _size(call: Call) -> str | None:
    """A model with a single size is not told one: the oldest takes none at all."""
    model = model_table().find(call.model)
    return None if model is not None and len(model.sizes) == 1 else call.config.size


def _thinking(wish: Config) -> types.ThinkingConfig | None:
    return None if wish.thinking is None else types.ThinkingConfig(thinking_level=types.ThinkingLevel(wish.thinking))


def _safety(wish: Config) -> list[types.SafetySetting] | None:
    threshold = THRESHOLDS.get(wish.safety)
    return None if threshold is None else [types.SafetySetting(category=h, threshold=threshold) for h in HARMS]


def _tools(wish: Config) -> types.ToolListUnion | None:
    if not wish.search:
        return None
    kinds = types.SearchTypes(
        web_search=types.WebSearch() if "web" in wish.search else None,
        image_search=types.ImageSearch() if "images" in wish.search else None,
    )
    alone = wish.search == ("web",)  # the plain form, which every model with a search knows
    return [types.Tool(google_search=types.GoogleSearch(search_types=None if alone else kinds))]
