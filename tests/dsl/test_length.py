"""What a request may hold in all: words, pictures and files, against what the model reads."""

from __future__ import annotations

from .studio import build, codes

BOARD = 'reference story "story.txt"\nshot one "As in @story"\n'


def test_a_file_of_text_is_counted_by_its_length():
    short, long = (build(BOARD, {"story.txt": b"words and " * n}).calls[0].cost for n in (10, 1_000))
    assert long.text_in - short.text_in == 9_900 // 4
    assert long.most - short.most == 9_900 * 250


def test_more_than_the_model_reads_is_an_error_at_the_shot():
    compiled = build(BOARD, {"story.txt": b"words and " * 30_000})
    assert "BNN534" in codes(compiled)
    assert not compiled.calls
    told = next(d for d in compiled.diagnostics if d.code == "BNN534")
    assert told.place.first.line == 2
    assert "65,536" in told.message
