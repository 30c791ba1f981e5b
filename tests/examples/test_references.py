"""The reference pictures of the examples: what the script draws is what is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDERS = ("refs", "photos", "garments")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    subprocess.run([sys.executable, EXAMPLES / "make_references.py", folder], check=True, timeout=120)
    return folder


def pictures(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for name in FOLDERS for p in folder.glob(f"*/{name}/*"))


def test_every_picture_comes_from_the_script(drawn):
    assert pictures(drawn) == pictures(EXAMPLES)


def test_the_script_draws_the_same_pictures(drawn):
    """Another Pillow may round a pixel or two elsewhere; what is seen is the same."""
    for name in pictures(EXAMPLES):
        with Image.open(EXAMPLES / name) as here, Image.open(drawn / name) as there:
            assert here.size == there.size
            away = ImageStat.Stat(ImageChops.difference(here.convert("RGB"), there.convert("RGB"))).mean
        assert max(away) < 0.5, name


def test_twice_drawn_is_the_same_to_the_byte(drawn, tmp_path):
    subprocess.run([sys.executable, EXAMPLES / "make_references.py", tmp_path], check=True, timeout=120)
    for name in pictures(drawn):
        assert (tmp_path / name).read_bytes() == (drawn / name).read_bytes(), name


def test_pictures_are_small():
    for name in pictures(EXAMPLES):
        assert 2_000 < (EXAMPLES / name).stat().st_size < 60_000, name


def test_every_picture_is_used():
    words = "".join(p.read_text(encoding="utf-8") for p in EXAMPLES.glob("*/*") if p.suffix in (".bnn", ".csv"))
    for name in pictures(EXAMPLES):
        assert name.partition("/")[2] in words, name
