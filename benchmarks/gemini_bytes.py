"""How many bytes a board sends whose shots all need the same large references: sent ahead once, or along with each.

python benchmarks/gemini_bytes.py [SHOTS [REFERENCES [MEGABYTES]]]

A whole run of SHOTS (100) shots with REFERENCES (14) of MEGABYTES (2) each, asked of the service on the loopback, which
counts what comes in. Beside it one request that carries the same references itself, times the number of shots: the real
service would not take it, since it is larger than 20 MB.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.gemini.asked import KEY, LITE, png, request, sent  # noqa: E402
from tests.gemini.home import Home  # noqa: E402
from tests.gemini.service.handle import Service  # noqa: E402
from tests.spool import Memory  # noqa: E402


def came_in(service: Service) -> int:
    """Bytes of all bodies."""
    return sum(line["bytes"] for line in service.lines("request"))


def board(folder: Path, shots: int, pictures: list[bytes]) -> str:
    """A character with all the references, in every shot."""
    for n, data in enumerate(pictures):
        (folder / f"r{n}.png").write_bytes(data)
    references = "; ".join(f'reference r{n} "r{n}.png"' for n in range(len(pictures)))
    head = f'storyboard "B" {{ model: lite; references: {len(pictures)} }}\ncharacter ana "a girl" {{ {references} }}\n'
    return head + "".join(f'shot s{n} "@ana does {n}"\n' for n in range(shots))


def whole(service: Service, shots: int, pictures: list[bytes]) -> tuple[int, int, float]:
    """A run: the bytes it sent, its uploads, its seconds."""
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name), service, board(Path(name), shots, pictures))
        began = time.monotonic()
        run = home.run("--jobs", "16")
        took = time.monotonic() - began
        assert run.code == 0, run
        assert home.audit() == 0
    return came_in(service), len(service.lines("upload")), took


async def alone(url: str, pictures: list[bytes]) -> None:
    """One request that carries everything itself."""
    from bananaboard.runtime.gemini.access import read_access
    from bananaboard.runtime.gemini.client import open_line
    from bananaboard.runtime.gemini.send import send

    line = open_line(read_access({"GEMINI_API_KEY": KEY, "GOOGLE_GEMINI_BASE_URL": url}))
    outcome = await send(line, request("ana does 0", *map(sent, pictures), model=LITE), {}, Memory(), 300.0)
    assert getattr(outcome, "pictures", None), outcome
    await line.aclose()


def main() -> None:
    """Print both sums."""
    shots, references, megabytes = (int(a) for a in (*sys.argv[1:], *("100", "14", "2")[len(sys.argv) - 1 :]))
    pictures = [png(n, megabytes * 1_000_000) for n in range(references)]
    os.environ.pop("GOOGLE_API_KEY", None)
    with Service() as service:
        ahead, uploads, took = whole(service, shots, pictures)
        service.control("reset")
        service.set(request_bytes=1_000_000_000)
        asyncio.run(alone(service.url, pictures))
        along = came_in(service) * shots
    print(f"sent ahead: {ahead / 1e6:.1f} MB, {uploads} uploads, {took:.1f} s")
    print(f"sent along: {along / 1e6:.1f} MB")
    print(f"ahead / along: {ahead / along:.4f}")


if __name__ == "__main__":
    main()
