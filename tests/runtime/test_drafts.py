"""Two runs of one board write the same copies, lists and pages at the same moment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.runtime.drafts import draft_of, put

WRITER = """
import sys
from pathlib import Path
from bananaboard.runtime.drafts import put
path, letter = Path(sys.argv[1]), sys.argv[2].encode()
sys.stdin.readline()
for _ in range(300):
    put(path, letter * 50_000)
"""


def test_whoever_writes_at_the_same_time_the_file_is_whole(tmp_path):
    path = tmp_path / "list.json"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, letter], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for letter in "abc"
    ]
    for writer in writers:
        writer.stdin.write(b"go\n")
        writer.stdin.flush()
    for writer in writers:
        _, told = writer.communicate(timeout=120)
        assert (writer.returncode, told) == (0, b"")
        data = path.read_bytes()
        assert len(data) == 50_000
        assert len(set(data)) == 1
    assert list(tmp_path.iterdir()) == [path]


def test_nothing_is_left_of_what_could_not_be_put(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "a.json", b"words")
    assert list(tmp_path.iterdir()) == []


def test_a_draft_lies_beside_its_file_out_of_sight(tmp_path):
    draft = draft_of(tmp_path / "a.png")
    assert (draft.parent, draft.name[0]) == (tmp_path, ".")
    draft.write_bytes(b"left by a killed one")
    put(tmp_path / "a.png", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.png"]
