"""Clients that nobody here wrote, against the loopback service: npm's @google/genai and litellm, where they are."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bananaboard.dsl.models import model_table

from .service.facts import models

if TYPE_CHECKING:
    from .service.handle import Service

CLIENTS = Path(__file__).parent / "clients"


def told(command: list[str], **environment: str) -> dict[str, Any]:
    """The line of JSON that a client prints."""
    clean = {n: v for n, v in os.environ.items() if not n.startswith(("GOOGLE", "GEMINI", "HTTP", "http"))}
    ran = subprocess.run(command, env={**clean, **environment}, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


@pytest.fixture
def npm() -> str:
    """The folder whose node_modules hold @google/genai."""
    folders = [os.environ.get("BANANABOARD_NODE", ""), str(CLIENTS)]
    found = next((f for f in folders if f and (Path(f) / "node_modules/@google/genai").is_dir()), None)
    if found is None or shutil.which("node") is None:
        pytest.skip("npm's @google/genai is not here: `npm install` in tests/gemini/clients, or BANANABOARD_NODE")
    return found


@pytest.fixture
def litellm() -> str:
    """The interpreter that has litellm."""
    if given := os.environ.get("BANANABOARD_LITELLM"):
        return given
    if importlib.util.find_spec("litellm") is None:
        pytest.skip("litellm is not here: install it, or name an interpreter that has it in BANANABOARD_LITELLM")
    return sys.executable


def test_npms_client(npm: str, service: Service) -> None:
    """Pictures, streams, files, batches, lists, counts and errors."""
    found = told(["node", str(CLIENTS / "ask.mjs"), service.url], NODE_MODULES=npm)
    drawn = next(line for line in service.lines("bill") if "fox" in line["text"])
    assert found["drawn"]["mime"] == "image/jpeg"
    assert found["drawn"]["bytes"] > 5000
    assert found["drawn"]["usage"] == drawn["usage"]
    assert found["stream"] == [None, "STOP"]
    assert found["file"] == {"state": "ACTIVE", "name": "Réf", "size": "73", "got": True}
    assert found["seen"] == "STOP"
    assert found["files"] == [True]
    assert found["batch"] == [f"JOB_STATE_{s}" for s in ("PENDING", "PENDING", "RUNNING", "SUCCEEDED")]
    assert found["lines"] == 1
    assert "models/gemini-3.1-flash-lite-image" in found["models"]
    assert found["tokens"] == 2
    assert found["errors"] == [[400, "INVALID_ARGUMENT"], [400, "INVALID_ARGUMENT"]]
    assert service.lines("fault") == []


def test_litellm(litellm: str, service: Service) -> None:
    """Pictures, chat, what it makes of errors, and its price of an answer against the service's bill."""
    service.act({"when": {"text": "quota"}, "error": "minute"})
    found = told([litellm, str(CLIENTS / "ask_litellm.py"), service.url], LITELLM_LOCAL_MODEL_COST_MAP="True")
    bills = [line["nano"] for line in service.lines("bill")]
    assert len(bills) == 2
    wanted = {"drawn": True, "finish": "stop", "tokens": 2, "pictures": 1, "refused": 400, "limited": 429}
    assert {k: v for k, v in found.items() if k != "cost"} == wanted
    assert found["cost"] == bills[1]
    assert service.lines("fault") == []


PRICES = tomllib.loads((CLIENTS / "litellm_prices.toml").read_text("utf-8"))["models"]


@pytest.mark.parametrize("name", PRICES)
def test_prices_are_those_of_another_table(name: str) -> None:
    """Every model that both know; a picture's price is rounded there, so a tenth of a cent is allowed."""
    row, model = PRICES[name], model_table().find(name)
    assert model is not None
    assert (model.input_nano, model.text_nano) == (round(row["input"] * 1000), round(row["text"] * 1000))
    assert model.image_nano == round(row["image_token"] * 1000)
    for size, dollars in row["image"].items():
        assert abs(model.sizes[size] * model.image_nano / 1e9 - dollars) < 0.001


@pytest.mark.parametrize("name", [m.id for m in models().values() if m.draws])
def test_the_service_and_the_program_know_the_same_of_a_model(name: str) -> None:
    """Two tables, written down apart: a slip in one is seen here."""
    theirs, ours = models()[name], model_table().find(name)
    assert ours is not None
    assert theirs.sizes == dict(ours.sizes)
    assert theirs.ratios == tuple(ours.ratios)
    assert (theirs.price_in, theirs.price_text, theirs.price_image) == (
        ours.input_nano,
        ours.text_nano,
        ours.image_nano,
    )
    assert (theirs.output, theirs.picture) == (ours.max_output_tokens, ours.image_input_tokens)
    assert theirs.thinking == tuple(level.upper() for level in ours.thinking)
    assert (theirs.input, theirs.references) == (ours.max_input_tokens, ours.references.total)
    assert (theirs.documents, theirs.video) == (ours.document_input, ours.video_input)
    assert ("web" in theirs.search, "images" in theirs.search) == (ours.search, ours.image_search)
