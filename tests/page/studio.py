"""A board on disk with pictures in its store, as a run leaves them; nothing is drawn."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from typing import TYPE_CHECKING

from bananaboard.runtime.ground import EngineInfo
from bananaboard.runtime.out import copy_out
from bananaboard.runtime.page.write import write_page
from bananaboard.runtime.root import Workspace
from bananaboard.runtime.shown import Shown, ShownCall, ShownPicture, ShownTake
from bananaboard.runtime.status import Status
from PIL import Image

from bananaboard.api import compile_file

if TYPE_CHECKING:
    from pathlib import Path

BOARD = """
storyboard "Tide" { model: lite; aspect: 16:9; takes: 2 }
character mara "a keeper" { name: "Mara Voss"; reference "mara.png" }
location room "a lamp room"
shot opening "The sea"
scene night "Night, the storm" {
  note: "Rain all through."
  variant light { dawn: "soft dawn"; storm: "blue storm" }
  shot wide "@mara in @room" { duration: 3s; caption: "She is back."; camera: "24 mm" }
  shot close "@mara, {{ light }}; the same moment as @wide" { dialogue: "Mara: It turns."; duration: 1.5s }
  shot sea "The empty sea"
  edit calm of close "Make it calm"
  edit bright of wide "More light"
}
final { model: pro; size: 2K }
"""
SIZES = {"16:9": (160, 90), "3:4": (90, 120)}


def png(seed: str, size: tuple[int, int] = (160, 90)) -> bytes:
    """A small picture that differs for each seed."""
    file = io.BytesIO()
    Image.new("RGB", size, tuple(hashlib.sha256(seed.encode()).digest()[:3])).save(file, "PNG")
    return file.getvalue()


class Studio:
    """A project in a folder; `draw` makes its pictures as if a run had."""

    def __init__(self, root: Path, board: str = BOARD, name: str = "tide.bnn") -> None:
        self.workspace = Workspace(root)
        (root / ".bananaboard" / "store").mkdir(parents=True)
        (root / "mara.png").write_bytes(png("mara", (90, 120)))
        (root / name).write_text(board, encoding="utf-8")
        self.compiled = compile_file(root / name, root=root, date=dt.date(2026, 9, 1))
        assert [d for d in self.compiled.diagnostics if d.severity == "error"] == []

    @property
    def folder(self) -> Path:
        return self.workspace.out(self.compiled.path)

    def drawn(self, maker: str = "sketch", *, skip=(), finals=(), cost: int | None = None, text: str = "") -> Shown:
        """Everything drawn but `skip`; the first take counts. `finals`: addresses that have their final too."""
        final = {c.draft: c for c in self.compiled.finals}

        def there(call, final=None):
            if call.address in skip:
                return ShownCall(call, Status.NEW, (), None)
            takes = tuple(self._take(call, n, maker, cost, text) for n in range(1, call.takes + 1))
            return ShownCall(call, Status.CACHED, takes, final)

        calls = tuple(there(c, there(final[c.address]) if c.address in finals else None) for c in self.compiled.calls)
        return Shown(self.compiled, EngineInfo(maker, maker, maker == "sketch"), calls, (), ())

    def write(self, shown: Shown) -> Path | None:
        """The page, after the readable copies."""
        copy_out(shown, self.workspace, lambda _: {shown.engine.maker})
        return write_page(shown, self.workspace)

    def _take(self, call, number, maker, cost, text):
        size = SIZES.get(call.config.aspect, (100, 100))
        data = [png(f"{maker} {call.address} {number} {panel}", size) for panel in range(call.config.panels)]
        pictures = tuple(self._store(d, size) for d in data)
        return ShownTake(number, pictures, number == 1, False, True, call.model, cost, None, text, None, False)

    def _store(self, data, size):
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.workspace.home / "store" / f"{sha256}.png"
        path.write_bytes(data)
        return ShownPicture(sha256, path, "image/png", *size)
