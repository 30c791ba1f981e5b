"""Draws a request: the same request gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...dsl.call import Kind
from ...dsl.models import pixels
from .compose import Plan, compose
from .edit import edited
from .markup import finished_copy, marked_up
from .origin import origin_in, origin_of
from .seed import seed_for

if TYPE_CHECKING:
    from ..engine import Request, SentPicture

PANELS = 64  # more than any model holds in an answer


def draw(request: Request, mark: str = "SKETCH") -> list[bytes]:
    """PNG files, as many as the call has panels, each of the exact size of its ratio and size, with `mark` on them.

    Raises ValueError for a ratio or size that no model has: a checked call has none.
    """
    call = request.call
    size = pixels(call.config.aspect, call.config.size)
    if size is None:
        raise ValueError(f"no model has {call.config.aspect} at {call.config.size}")
    count = max(1, min(call.config.panels, PANELS))
    return [_picture(request, size, panel if count > 1 else 0, count, mark) for panel in range(1, count + 1)]


def _picture(request: Request, size: tuple[int, int], panel: int, count: int, mark: str) -> bytes:
    call = request.call
    note = f"panel {panel} of {count}" if panel else f"take {request.take}"
    seed = seed_for(call.said, request.take, panel)
    plan = Plan(request, size, seed, origin_of(call, seed, panel), mark, note)
    if call.kind is Kind.EDIT:
        return _edit(replace(plan, mark=f"{mark} · edit"), _with_role(request, "source"))
    if call.kind is Kind.FINAL:
        return _final(replace(plan, mark=f"{mark} · final", finished=True), _with_role(request, "draft"))
    return compose(plan)


def _edit(plan: Plan, source: SentPicture | None) -> bytes:
    """A sketch of ours is staged again with what the edit says; any other picture is marked up."""
    origin = origin_in(source.data) if source else None
    if origin is not None:
        return compose(replace(plan, origin=edited(origin, plan.request.call.brief)))
    return (marked_up(plan, source) if source else None) or compose(plan)


def _final(plan: Plan, draft: SentPicture | None) -> bytes:
    """A draft of ours is drawn again, cleaner, from what it was drawn from; any other picture is enlarged."""
    origin = origin_in(draft.data) if draft else None
    if origin is not None:
        return compose(replace(plan, origin=origin))
    return (finished_copy(plan, draft) if draft else None) or compose(plan)


def _with_role(request: Request, kind: str) -> SentPicture | None:
    return next((picture for picture in request.pictures if picture.role.kind == kind), None)
