"""From a keystroke to its diagnostics, in boards of 100, 1,000 and 5,000 lines, beside a full `bnn check` of the same.

Run: `python benchmarks/keystroke.py [KEYSTROKES]`. A client types one character after another, each into another shot,
to a real `bnn lsp` in a process of its own, and waits for what is told; the silence that the server waits for is taken
out. "Compiled" is the compiler's part of it, in a process that lives on. The check is a process of its own, the median
of five, in the same run. Aim at 1,000 lines: compiled in under 50 ms.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bananaboard.dsl.compile import compile_board
from bananaboard.dsl.memory_files import MemoryFiles
from boards import board
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from bananaboard.lsp.server import QUIET

DAY = dt.date(2026, 11, 21)
SCENES = {100: 5, 1_000: 134, 5_000: 705}
TYPED = "walks in"


def main() -> None:
    """A line for each size."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print(f"{count} keystrokes; the server waits {QUIET * 1000:.0f} ms for the next one, taken out of what it took")
    print(
        f"{'lines':>6}  {'bnn check':>10}  {'told: median':>12}  {'worst':>8}  {'compiled: median':>16}  {'worst':>8}"
    )
    for scenes in SCENES.values():
        text = board(scenes)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "board.bnn"
            path.write_text(text, "utf-8")
            full = checked(path)
            told = [t - QUIET for t in asyncio.run(typed(path, text, count))]
        taken = compiled(text, count)
        print(
            f"{len(text.splitlines()):>6,}  {ms(full):>10}  {ms(statistics.median(told)):>12}  {ms(max(told)):>8}"
            f"  {ms(statistics.median(taken)):>16}  {ms(max(taken)):>8}"
        )


def ms(seconds: float) -> str:
    """Whole milliseconds."""
    return f"{seconds * 1000:.0f} ms"


def spots(text: str, count: int) -> list[int]:
    """Where each character goes: through the whole board, from its beginning to its end."""
    return [text.index(TYPED, len(text) * i // (count * 11 // 10)) for i in range(count)]


def checked(path: Path) -> float:
    """Seconds of `bnn check`, with the start of Python."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "bananaboard", "check", str(path)], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def compiled(text: str, count: int) -> list[float]:
    """Seconds of each compilation alone."""
    files = MemoryFiles({"board.bnn": text.encode()})
    assert not compile_board(files, "board.bnn", today=DAY, text=text).diagnostics
    taken = []
    for at in reversed(spots(text, count)):
        text = text[:at] + "x" + text[at:]
        start = time.perf_counter()
        compile_board(files, "board.bnn", today=DAY, text=text)
        taken.append(time.perf_counter() - start)
    return taken


async def typed(path: Path, text: str, count: int) -> list[float]:
    """Seconds from each keystroke until the server has told what is wrong."""
    client, news = LanguageClient("benchmark", "1"), asyncio.Queue[int | None]()

    @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def told(_: LanguageClient, params: lsp.PublishDiagnosticsParams) -> None:
        news.put_nowait(params.version)

    await client.start_io(sys.executable, "-m", "bananaboard", "lsp")
    await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities()))
    client.initialized(lsp.InitializedParams())
    item = lsp.TextDocumentItem(path.as_uri(), "bananaboard", 0, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
    assert await news.get() == 0
    taken = []
    # From the end to the beginning, so that places before are where they were.
    for version, at in enumerate(reversed(spots(text, count)), 1):
        start = time.perf_counter()
        client.text_document_did_change(_change(path, text, at, version))
        assert await news.get() == version
        taken.append(time.perf_counter() - start)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()
    return taken


def _change(path: Path, text: str, at: int, version: int) -> lsp.DidChangeTextDocumentParams:
    place = lsp.Position(text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1)
    change = lsp.TextDocumentContentChangePartial(lsp.Range(place, place), "x")
    return lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, path.as_uri()), [change])


if __name__ == "__main__":
    main()
