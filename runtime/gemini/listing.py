"""What the account's service lists, held against the table of models."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .secret import redact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...dsl.model import Model, ModelTable
    from .access import Access

SECONDS = 60.0
MOST = 5000  # models that are looked at
DRAWS = ("image", "banana")  # in the id of a model that makes pictures
BATCH = "batchGenerateContent"
GENERATE = "generateContent"


class Unlisted(Exception):
    """The list can't be had; its text says why, in sentences for people."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One model, as the service lists it. None: it does not say."""

    id: str
    title: str
    max_input_tokens: int | None
    max_output_tokens: int | None
    methods: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Differs:
    """A value that the table has otherwise. `key` as the table writes it."""

    id: str
    key: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`new`: what draws and is not in the table; `gone`: ids of the table that are not listed; `same`: the others."""

    new: tuple[Listed, ...]
    gone: tuple[str, ...]
    different: tuple[Differs, ...]
    same: tuple[str, ...]


def compare(table: ModelTable, listed: Iterable[Listed]) -> Comparison:
    """Hold a list against the table. Retired ids that are still listed are no news."""
    there = {m.id: m for m in listed}
    known = {m.id for m in table.models}
    new = [m for i, m in sorted(there.items()) if i not in known and i not in table.retired and _draws(m)]
    different = [d for m in table.models if m.id in there for d in differences(m, there[m.id])]
    odd = {d.id for d in different}
    return Comparison(
        tuple(new),
        tuple(m.id for m in table.models if m.id not in there),
        tuple(different),
        tuple(m.id for m in table.models if m.id in there and m.id not in odd),
    )


def _draws(listed: Listed) -> bool:
    can = listed.methods is None or GENERATE in listed.methods
    return can and any(word in listed.id for word in DRAWS)


def differences(model: Model, listed: Listed) -> list[Differs]:
    """Where the list has a model otherwise than the table."""
    found = [
        Differs(model.id, key, f"{here}", f"{there}")
        for key, here, there in (
            ("max_input_tokens", model.max_input_tokens, listed.max_input_tokens),
            ("max_output_tokens", model.max_output_tokens, listed.max_output_tokens),
        )
        if there is not None and there != here
    ]
    if listed.methods is not None and (BATCH in listed.methods) != model.batch:
        found.append(Differs(model.id, "batch", _flag(model.batch), _flag(not model.batch)))
    return found


def _flag(value: bool) -> str:
    return "true" if value else "false"


def list_models(access: Access) -> tuple[Listed, ...]:
    """Ask the service for its models. Raises Unlisted."""
    try:
        return asyncio.run(_listed(access))
    except Unlisted:
        raise
    except Exception as fault:
        raise Unlisted(redact(_why(fault), access.key)) from fault


def _why(fault: Exception) -> str:
    from google.genai import errors

    from .error import raised_error
    from .fault import mean

    if isinstance(fault, errors.APIError):
        return mean(raised_error(fault)).reason
    if isinstance(fault, TimeoutError):
        return "The service did not answer in time."
    return f"The service can't be asked: {fault or type(fault).__name__}."


async def _listed(access: Access) -> tuple[Listed, ...]:
    from .client import open_line

    line = open_line(access)
    found: list[Listed] = []
    try:
        async with asyncio.timeout(SECONDS):
            async for model in await line.client.aio.models.list(config={"page_size": 200}):
                if model.name and len(found) < MOST:
                    methods = frozenset(model.supported_actions) if model.supported_actions else None
                    name = model.name.rpartition("/")[2]
                    limits = model.input_token_limit, model.output_token_limit
                    found.append(Listed(name, model.display_name or "", *limits, methods))
    finally:
        await line.aclose()
    return tuple(found)
