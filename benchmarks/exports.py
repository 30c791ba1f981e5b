"""How long exports of a board with 500 pictures take, and how much memory: each in a process of its own.

Run: `python benchmarks/exports.py [PICTURES]`. The pictures are drawn by the free engine first, which is not measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

FORMS = ("html", "pdf", "comic", "png", "csv", "zip", "otio", "gif", "mp4")
NAMES = {"comic": "big-comic.pdf", "otio": "big-otio"}
PICTURES = 500


def board(folder: Path, pictures: int) -> Path:
    shots = "\n".join(
        f'  shot s{n} "a keeper, number {n}, climbs the stairs" {{'
        f' dialogue: "MARA: Line {n}."; action: "She climbs."; camera: "24 mm"; duration: 2s }}'
        for n in range(pictures)
    )
    path = folder / "big.bnn"
    path.write_text(f'storyboard "Big" {{ aspect: 16:9 }}\nscene one "One" {{\n{shots}\n}}\n')
    (folder / "pyproject.toml").touch()
    return path


def drawn(path: Path) -> None:
    """In a process of its own: a child's memory counts from what its parent had."""
    subprocess.run([sys.executable, "-m", "bananaboard", "run", str(path)], check=True, capture_output=True)


def measured(path: Path, form: str) -> tuple[float, float, int]:
    """Processor seconds (of an encoder too), megabytes at most, and the size of what came of it."""
    pid = os.spawnvp(
        os.P_NOWAIT, sys.executable, [sys.executable, "-m", "bananaboard", "export", str(path), "--to", form]
    )
    _, status, used = os.wait4(pid, 0)
    assert status == 0, form
    written = path.parent / NAMES.get(form, f"big.{form}")
    files = [p for p in written.rglob("*") if p.is_file()] if written.is_dir() else [written]
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, sum(p.stat().st_size for p in files)


def main() -> None:
    pictures = int(sys.argv[1]) if len(sys.argv) > 1 else PICTURES
    with tempfile.TemporaryDirectory() as folder:
        path = board(Path(folder), pictures)
        drawn(path)
        for form in FORMS:
            seconds, megabytes, size = measured(path, form)
            print(f"{form:6} {seconds:6.1f} s   {megabytes:5.0f} MB   {size / 1e6:6.1f} MB written", flush=True)


if __name__ == "__main__":
    main()
