"""Content credentials as `bnn show` has them: of a picture that was brought in by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

pytest.importorskip("c2pa", reason="c2pa-python is not installed here")

from .signing import signed

if TYPE_CHECKING:
    from pathlib import Path


def bnn(folder: Path, *args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bananaboard", *args], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_show_tells_who_signed_a_picture_and_json_has_it_whole(tmp_path: Path) -> None:
    (tmp_path / "b.bnn").write_text('shot door "a door"\n', "utf-8")
    plain = BytesIO()
    Image.new("RGB", (32, 32), (9, 90, 120)).save(plain, "PNG")
    hostile = "Loop\x1b[31mback"
    (tmp_path / "door.png").write_bytes(signed(plain.getvalue(), "image/png", generator=hostile))
    bnn(tmp_path, "run", "b.bnn")
    bnn(tmp_path, "pick", "b.bnn", "door", "door.png")
    told = bnn(tmp_path, "show", "b.bnn", "door")
    assert "content credentials: made by a model, signed by Loopback Pictures" in told
    assert "\x1b" not in told
    document = json.loads(bnn(tmp_path, "show", "b.bnn", "door", "--json"))
    found = [p["credentials"] for g in document["generations"] for t in g["takes"] for p in t["pictures"]]
    assert {"readable": True, "intact": True}.items() <= next(c for c in found if c).items()
    assert None in found  # the sketch has none
