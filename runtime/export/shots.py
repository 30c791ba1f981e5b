"""A shot list as a table: one line a picture, for spreadsheets."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ..page.harmless import terminal
from .panels import Panel, panels, written

if TYPE_CHECKING:
    from pathlib import Path

    from .exporter import Material, Wishes, Written

HEAD = (
    "scene", "number", "address", "title", "variant", "panel", "shot", "camera", "seconds", "action", "dialogue",
    "caption", "sound", "transition", "note", "review", "status", "picture", "kind",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")  # some spreadsheets take wide signs too


class Shots:
    """All pictures with their words, lengths and states."""

    about = "a shot list for spreadsheets"
    ending = "csv"
    credentials = True  # it holds no pictures, so none lose theirs

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:  # noqa: ARG002 - every exporter's
        """One CSV, as UTF-8 with a mark, so that spreadsheets take it for that."""
        found = panels(material)
        titles = {s.number: s.title or s.name for s in material.board.scenes}
        with to.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
            table = csv.writer(file)
            table.writerow(HEAD)
            for panel in found:
                table.writerow([_cell(v) for v in _row(panel, titles.get(panel.scene, ""), material.mark)])
        return written(found)


def _row(panel: Panel, scene: str, mark: str) -> tuple[str, ...]:
    said, made = panel.about, panel.path is not None
    length = "" if panel.duration is None else f"{round(panel.duration, 3).normalize():f}"
    kind = ("final" if panel.final else mark.lower() or "picture") if made else ""
    return (
        f"{panel.scene} {scene}" if panel.scene else "", panel.number, panel.address, panel.title, panel.variant,
        str(panel.part) if panel.parts > 1 else "", panel.text, panel.camera, length,
        *("\n".join(t) for t in (said.action, said.dialogue, said.caption, said.sound, said.transition, said.note)),
        "\n".join(panel.review),
        panel.status, panel.href, kind,
    )  # fmt: skip


def _cell(text: str) -> str:
    """Never a formula: what a spreadsheet would work out is shown as it is written."""
    plain = terminal(text)
    number = plain.replace(".", "", 1).isdecimal()
    return f"'{plain}" if plain.lstrip().startswith(_FORMULA) and not number else plain
