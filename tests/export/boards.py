"""Boards that are really drawn, by the free engine, and what exports of them are looked at with."""

from __future__ import annotations

import datetime as dt

from bananaboard.runtime.engines import SKETCH
from bananaboard.runtime.export.exporter import Wishes
from bananaboard.runtime.export.exporters import open_exporter
from bananaboard.runtime.export.material import gather_material
from bananaboard.runtime.export.put import put_export
from bananaboard.runtime.shown import shown
from PIL import Image

import bananaboard as bb
from bananaboard.script import script_at

TODAY = dt.date(2026, 11, 21)

KEEPER = """
storyboard "The Keeper" { model: lite; aspect: 16:9 }
character mara "a keeper" { name: "Mara Voss"; reference "mara.png" }
scene night "Night, the storm" {
  note: "Rain all through."
  variant light { dawn: "soft dawn"; storm: "blue storm" }
  shot wide "@mara on the stairs" { duration: 3s; caption: "She is back."; camera: "24 mm"; transition: "dissolve" }
  shot close "@mara, {{ light }}" { dialogue: "MARA: It turns."; duration: 1.5s; action: "She looks up." }
  shot strip "@mara runs; then falls" { panels: 2; sound: "STEP", "CRASH"; duration: 1s }
}
scene morning "Morning" { shot sea "the empty sea" { note: "Hold it."; duration: 2s } }
"""
JAPANESE = """
storyboard "喫茶 月の裏" { aspect: 16:9 }
scene 雨の朝 "雨の朝" {
  shot 開店 "カウンターを拭いている" { camera: "35 mm、正面"; dialogue: "真理：あら、誰から？"; duration: 2s }
}
"""
ARABIC = """
storyboard "حارسة المنارة" { aspect: 16:9 }
scene layl "الليل والعاصفة" {
  shot wide "برج عال فوق البحر" { caption: "لقد عادت بعد سنوات طويلة من الغياب."; duration: 2s }
}
"""
# A caption that would be markup, a formula, an escape sequence, and a text that turns the reading direction.
EVIL = "\x1b]8;;evil\x07 \u202etxet \x9d"
HOSTILE = """
param evil = "x"
storyboard "</title><script>alert(1)</script>" { aspect: 1:1 }
scene s "<img src=x onerror=alert(1)> %PDF {\\\\b}" {
  note: "</style><script>alert(2)</script>"
  shot a "src=\\"./pictures/s/a--1.png\\" {{ evil }}" {
    caption: "=HYPERLINK(\\"http://evil\\",\\"x\\")", "@SUM(A1)", "-2+3"
    dialogue: "\\"></a><script>alert(3)</script>: hi", "{% raw %}**bold** --- __x__ {{{ % }{% endraw %}"
    action: "%(x)s :-) 'drawtext=text=x' \\\\\\\\N"
    sound: "/etc/passwd", "../../secret.wav", "http://evil/x.mp3"
    duration: 1s
    camera: "＝SUM(A1)"
  }
}
"""


class Board:
    """A board in a folder with its pictures drawn, to be exported."""

    def __init__(self, root, text, name="board.bnn", *, draw=True, params=None):
        self.root, self.file = root, root / name
        (root / "pyproject.toml").touch()
        Image.new("RGB", (60, 80), "#a46").save(root / "mara.png")
        self.file.write_text(text, encoding="utf-8")
        self.params = params or {}
        if draw:
            bb.load(str(self.file), **self.params).plan().run()

    @property
    def material(self):
        script = script_at(self.file, date=TODAY, params=self.params)
        compiled = script.compiled(SKETCH)
        assert [d.code for d in compiled.diagnostics if d.severity == "error"] == []
        return gather_material(shown(compiled, self.root, SKETCH), script.workspace(SKETCH), TODAY)

    def export(self, form, name, **wishes):
        """What came of it; the file lies under that name."""
        to = self.root / name
        return to, put_export(open_exporter(form), self.material, to, Wishes(**wishes))
