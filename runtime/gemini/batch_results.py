"""The results of a batch job, line by line as they arrive: each answer in the bytes that it would have had alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from .tap import ANSWER_BOUND, TooLarge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

# The numbers of gRPC, which stand in a line's error, as those of HTTP.
HTTP = {1: 499, 3: 400, 4: 504, 5: 404, 7: 403, 8: 429, 9: 400, 11: 400, 13: 500, 14: 503, 16: 401}


class Row(msgspec.Struct):
    """A line of the results. A stranger's line may lack anything."""

    key: msgspec.Raw = msgspec.Raw(b"null")
    response: msgspec.Raw = msgspec.Raw(b"")
    error: msgspec.Raw = msgspec.Raw(b"")


class Results:
    """A stream that is written to: each whole line goes to `sink`, with its key."""

    def __init__(self, sink: Callable[[str, bytes], Awaitable[None]]) -> None:
        self.sink = sink
        self._begun: list[bytes] = []
        self._size = 0

    async def write(self, chunk: bytes) -> int:
        """A piece of the file, however it was cut. Raises TooLarge for a line without an end."""
        *whole, rest = chunk.split(b"\n")
        for end in whole:
            line = b"".join([*self._begun, end])
            self._begun, self._size = [], 0
            await self._line(line)
        self._begun.append(rest)
        self._size += len(rest)
        if self._size > ANSWER_BOUND:
            raise TooLarge
        return len(chunk)

    async def end(self) -> None:
        """The last line may have no end."""
        await self._line(b"".join(self._begun))

    async def _line(self, line: bytes) -> None:
        found = read_row(line)
        if found is not None:
            await self.sink(*found)


def read_row(line: bytes) -> tuple[str, bytes] | None:
    """The key and the answer in a line; None where it is none."""
    try:
        row = msgspec.json.decode(line, type=Row)
        key = msgspec.json.decode(row.key)
    except (ValueError, RecursionError):
        return None
    if not isinstance(key, str):
        return None
    return key, bytes(row.response) or _error(bytes(row.error))


def _error(raw: bytes) -> bytes:
    """The body that this error would have had as an answer; nothing where there is none, which is no answer."""
    try:
        found = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return b""
    if not isinstance(found, dict):
        return b""
    code = found.get("code")
    if isinstance(code, int):
        found["code"] = HTTP.get(code, code if code >= 100 else 500)
    return msgspec.json.encode({"error": found})
