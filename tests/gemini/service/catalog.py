"""The list of models, as each of the two services tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .facts import models
from .files import page

if TYPE_CHECKING:
    from .facts import Model


def shown(model: Model) -> dict[str, Any]:
    """A model of the Developer API."""
    methods = ["generateContent", "countTokens", "batchGenerateContent"]
    return {
        "name": f"models/{model.id}", "version": "001", "displayName": model.title,
        "description": f"{model.title} of the loopback service.",
        "inputTokenLimit": model.input, "outputTokenLimit": model.output, "supportedGenerationMethods": methods,
        "temperature": 1, "topP": 0.95, "topK": 64, "maxTemperature": 2,
        **({"thinking": True} if model.thoughts else {}),
    }  # fmt: skip


def published(model: Model) -> dict[str, Any]:
    """A model of the agent platform: no limits, no methods."""
    return {
        "name": f"publishers/google/models/{model.id}",
        "versionId": "default",
        "openSourceCategory": "PROPRIETARY",
        "launchStage": "GA",
    }


def listed(query: dict[str, str], missing: list[str], *, vertex: bool) -> dict[str, Any]:
    """A page of them."""
    rows = [m for m in models().values() if m.id not in missing]
    if vertex:
        return page([published(m) for m in rows], query, "publisherModels", 100, 1000)
    return page([shown(m) for m in rows], query, "models", 50, 1000)
