"""What is imported is a board: it has no errors, and stands in its canonical form."""

from __future__ import annotations

import csv

from bananaboard.dsl.call import Words
from bananaboard.grammar.format import format_source
from bananaboard.grammar.source import Source
from bananaboard.runtime.importing.kinds import import_path

from bananaboard.script import script_at


class Board:
    """A path, imported; the board is not written."""

    def __init__(self, path, to=None):
        self.file = to or path.with_suffix(".bnn")
        self.found = import_path(path, self.file)
        self.text = self.found.text
        self.compiled = script_at(self.file, self.text).compiled()
        assert [(d.code, d.message) for d in self.compiled.diagnostics if d.severity == "error"] == []
        assert format_source(Source("x.bnn", self.text)) == self.text

    @property
    def addresses(self):
        return [call.address for call in self.compiled.calls]

    @property
    def left(self):
        return [(x.what, x.line) for x in self.found.left]

    def call(self, address):
        return next(c for c in self.compiled.calls if c.address == address)

    def about(self, address):
        return self.call(address).about

    def words(self, address):
        """All that is sent in words."""
        return "\n".join(p.text for p in self.call(address).parts if isinstance(p, Words))


def written(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
