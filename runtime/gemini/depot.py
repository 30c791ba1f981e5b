"""A place at the service where files go ahead to, and what it means when they don't get there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..engine import Closes, Failed
from .fault import mean

if TYPE_CHECKING:
    from ..engine import SentPicture
    from .client import Line
    from .error import Error
    from .uploaded import Uploaded


class Depot(Protocol):
    """Where files go ahead to."""

    async def put(self, line: Line, picture: SentPicture) -> Uploaded:
        """Send one, and wait until it can be named. Raises NotUploaded, and what networks raise."""
        ...


class NotUploaded(Exception):
    """A file that has to go ahead did not get there."""

    def __init__(self, failed: Failed) -> None:
        super().__init__(failed.reason)
        self.failed = failed


def not_uploaded(error: Error) -> NotUploaded:
    """What an error of such a place means. It has quotas of its own, which say nothing of any model."""
    failed = mean(error)
    closes = failed.closes if failed.closes is Closes.ACCOUNT else Closes.NOTHING
    reason = f"A picture that goes along could not be uploaded. {failed.reason}"
    return NotUploaded(replace(failed, reason=reason, closes=closes))
