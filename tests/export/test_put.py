"""Where exports go: never over what somebody else put there, whole or not at all."""

from __future__ import annotations

import pytest
from bananaboard.runtime.export.exporter import Unexportable, Wishes
from bananaboard.runtime.export.exporters import exporter_names, open_exporter
from bananaboard.runtime.export.put import put_export


def test_what_was_changed_since_is_left(keeper):
    to, _ = keeper.export("csv", "mine.csv")
    to.write_text("my own")
    with pytest.raises(Unexportable, match="--force"):
        keeper.export("csv", "mine.csv")
    assert to.read_text() == "my own"
    put_export(open_exporter("csv"), keeper.material, to, Wishes(), force=True)
    assert to.read_text("utf-8-sig").startswith("scene,")


def test_a_folder_of_somebody_is_left(keeper):
    to = keeper.root / "theirs"
    to.mkdir()
    (to / "letter.txt").write_text("dear")
    with pytest.raises(Unexportable):
        keeper.export("html", "theirs", folder=True)
    assert (to / "letter.txt").read_text() == "dear"


def test_nothing_is_left_of_an_export_that_fails(keeper):
    class Failing:
        about, ending, credentials = "", "x", False

        def write(self, material, to, wishes):
            to.write_text("half")
            raise Unexportable("no")

    before = sorted(keeper.root.iterdir())
    with pytest.raises(Unexportable):
        put_export(Failing(), keeper.material, keeper.root / "never.x", Wishes())
    assert sorted(keeper.root.iterdir()) == before


def test_a_format_that_is_not_there_is_guessed():
    with pytest.raises(Unexportable, match="Did you mean `html`"):
        open_exporter("htlm")


@pytest.mark.parametrize("name", exporter_names())
def test_every_format_says_what_it_is(name):
    exporter = open_exporter(name)
    assert exporter.about
    assert isinstance(exporter.credentials, bool)
