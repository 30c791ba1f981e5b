"""The engine beside a bare loop over Google's library: requests a second at 64 at once, and the work of one request.

Run: `python benchmarks/gemini.py [REQUESTS]`. Both sides ask the same loopback service, which answers with 1.5 MB
after one second; each runs in a process of its own, in turn, five times; the ratio is that of the medians. Ours also
writes every raw answer to the disk, synced, before it reads it. Aim: at least 0.95 of the bare loop's requests.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BARE = """
import asyncio, os, sys, time
import httpx2
from google import genai
from google.genai import types

async def main(count, url):
    pool = httpx2.AsyncClient(trust_env=False, limits=httpx2.Limits(max_connections=None))
    options = types.HttpOptions(api_version="v1", base_url=url, httpx_async_client=pool)
    client = genai.Client(api_key="loopback-key-loopback-key", http_options=options)
    config = types.GenerateContentConfig(response_modalities=["TEXT", "IMAGE"], automatic_continuation=False)
    gate = asyncio.Semaphore(64)

    async def one(n):
        async with gate:
            answer = await client.aio.models.generate_content(model=MODEL, contents=f"shot {n}", config=config)
            assert answer.candidates[0].content.parts
"""
OURS = """
import asyncio, os, sys, tempfile, time
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from bananaboard.runtime.gemini.engine import Gemini
from bananaboard.runtime.spool import FileSpool
from tests.gemini.asked import request

async def main(count, url):
    os.environ |= {"GEMINI_API_KEY": "loopback-key-loopback-key", "GOOGLE_GEMINI_BASE_URL": url}
    engine, folder, gate = Gemini(), Path(tempfile.mkdtemp()), asyncio.Semaphore(64)

    async def one(n):
        async with gate:
            spool = FileSpool(folder / f"{n}.part")
            answer = await engine.make(request(f"shot {n}", model=MODEL), spool)
            assert answer.pictures
            spool.drop()
"""
END = """
    await one(-1)
    wall, work = time.perf_counter(), time.process_time()
    await asyncio.gather(*(one(n) for n in range(count)))
    print(count / (time.perf_counter() - wall), 1000 * (time.process_time() - work) / count)

MODEL = "gemini-3.1-flash-image"
asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
"""


def measured(script: str, count: int, url: str) -> tuple[float, float]:
    """Requests a second, and milliseconds of work for each."""
    command = [sys.executable, "-c", script + END, str(count), url, str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    rate, work = done.stdout.split()
    return float(rate), float(work)


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from tests.gemini.service.handle import Service

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 512
    bare, ours = [], []
    with Service() as service:
        service.set(latency=1.0, picture_bytes=1_500_000)
        for _ in range(5):
            bare.append(measured(BARE, count, service.url))
            ours.append(measured(OURS, count, service.url))
    for name, found in (("bare", bare), ("ours", ours)):
        rate, work = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name}: {rate:.1f} requests a second, {work:.1f} ms of work each")
    rates = [statistics.median(r for r, _ in found) for found in (ours, bare)]
    print(f"ours / bare: {rates[0] / rates[1]:.2f}")


if __name__ == "__main__":
    main()
