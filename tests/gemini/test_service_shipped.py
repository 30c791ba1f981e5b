"""google-genai's own shipped tests, made by nobody here, against the loopback service."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from .service.handle import Service

CLIENTS = Path(__file__).parent / "clients"
TOLD = tomllib.loads((CLIENTS / "shipped.toml").read_text("utf-8"))
LINE = '{"key": "a", "request": {"contents": [{"parts": [{"text": "hello"}]}]}}\n'
JOB = re.compile(r"batches/([a-z0-9]{30,})|'(\d{19})'")


@pytest.fixture
def shipped() -> Path:
    import google.genai

    if google.genai.__version__ != TOLD["version"]:
        pytest.skip(f"the list is of google-genai {TOLD['version']}, this is {google.genai.__version__}")
    return Path(google.genai.__path__[0]) / "tests"


def test_what_they_expect_of_the_service_holds(shipped: Path, tmp_path: Path) -> None:
    """Hundreds pass; each that does not is on the list, with its reason."""
    with Service() as service:
        _furnish(service, shipped)
        ran = _run(service.url, shipped, tmp_path)
        assert service.lines("fault") == []
    outcomes = dict(_outcomes(ran.stdout))
    counted = Counter(outcomes.values())
    failed = {name for name, outcome in outcomes.items() if outcome == "FAILED"}
    known = {name for name in outcomes if any(part in name for parts in TOLD["fails"].values() for part in parts)}
    assert failed == known & failed, sorted(failed - known)
    unneeded = [part for parts in TOLD["fails"].values() for part in parts if not any(part in name for name in failed)]
    assert unneeded == [], "these pass now: take them off the list"
    assert counted["ERROR"] == 0
    assert counted["PASSED"] >= 287, counted


def _outcomes(printed: str) -> list[tuple[str, str]]:
    return [(m[2], m[1]) for m in re.finditer(r"^(PASSED|FAILED|ERROR) \S*?(test_\w+\.py::\S+)", printed, re.MULTILINE)]


def _furnish(service: Service, shipped: Path) -> None:
    """What the account of those tests has."""
    for name in TOLD["files"]:
        service.control("file", name=name, mime="application/jsonl", text=LINE)
    texts = (path.read_text("utf-8") for path in sorted((shipped / "batches").glob("*.py")))
    service.control("job", names=sorted({a or b for text in texts for a, b in JOB.findall(text)}))


def _run(url: str, shipped: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    _pictures(folder / "tests" / "data")
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("GOOGLE", "GEMINI", "PYTEST"))}
    environment |= {"LOOPBACK_URL": url, "GOOGLE_API_KEY": "loopback", "PYTHONPATH": str(CLIENTS)}
    environment |= {"GOOGLE_CLOUD_PROJECT": "p", "GOOGLE_CLOUD_LOCATION": "global"}
    environment |= {"GOOGLE_GENAI_REPLAYS_DIRECTORY": str(folder / "replays")}
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--tb=no", "-W", "ignore", "--mode", "api", "-p", "aimed"]
    command += ["-p", "no:asyncio", "-p", "no:cacheprovider", "-o", "consider_namespace_packages=true"]
    command += [str(shipped / module) for module in TOLD["modules"]]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=280)


def _pictures(folder: Path) -> None:
    """Files that those tests upload; the wheel does not hold them."""
    from PIL import Image

    folder.mkdir(parents=True)
    for name in ("google.png", "google.jpg"):
        Image.new("RGB", (16, 16), "teal").save(folder / name)
    (folder / "story.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    for name in ("animal.mp4", "pixel.m4a"):
        (folder / name).write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(64))
