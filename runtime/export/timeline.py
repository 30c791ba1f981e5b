"""An edit list: a board in time as OpenTimelineIO, with its pictures beside it, for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .beats import Beat, beats
from .exporter import Unexportable
from .panels import written
from .sketched import copy

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

    from .exporter import Material, Wishes, Written

INSTALL = "An edit list needs more than is installed: `pip install 'bananaboard[otio]'`."


class Timeline:
    """A folder with the edit list and all it needs; it can be moved as a whole."""

    about = "an edit list (OpenTimelineIO) in a folder with its pictures and sounds"
    ending = ""
    credentials = True

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """A folder with `board.otio`."""
        try:
            import opentimelineio as otio
        except ImportError as fault:
            raise Unexportable(INSTALL) from fault
        found = beats(material, wishes)
        if not found:
            raise Unexportable("The board has no pictures to put in time.")
        to.mkdir()
        made = _Cut(otio, material, wishes.fps, to).timeline(found)
        otio.adapters.write_to_file(made, str(to / "board.otio"))
        return written(b.panel for b in found)


class _Cut:
    def __init__(self, otio: Any, material: Material, fps: int | Fraction, to: Path) -> None:
        self.otio, self.material, self.fps, self.to = otio, material, fps, to
        self.titles = {s.number: s.title or s.name for s in material.board.scenes}

    def timeline(self, found: list[Beat]) -> Any:
        """The whole of it."""
        otio, board = self.otio, self.material.board
        made = otio.schema.Timeline(name=board.title or "Board", global_start_time=self._time(0))
        track = otio.schema.Track(name="Pictures", kind=otio.schema.TrackKind.Video)
        scene = 0
        for beat in found:
            clip = self._clip(beat)
            if beat.panel.scene != scene:
                scene = beat.panel.scene
                self._marker(clip, f"Scene {scene}: {self.titles.get(scene, '')}", otio.schema.MarkerColor.GREEN)
            track.append(clip)
            if beat.soft >= 2:
                half = self._time(beat.soft // 2)
                kind = otio.schema.TransitionTypes.SMPTE_Dissolve
                track.append(otio.schema.Transition("Dissolve", kind, in_offset=half, out_offset=half))
        made.tracks.append(track)
        made.tracks.extend(self._sounds(found))
        made.metadata["bananaboard"] = {"board": self.material.shown.compiled.path, "mark": self.material.mark}
        return made

    def _time(self, frames: int) -> Any:
        return self.otio.opentime.RationalTime(frames, float(self.fps))

    def _range(self, frames: int) -> Any:
        return self.otio.opentime.TimeRange(self._time(0), self._time(frames))

    def _clip(self, beat: Beat) -> Any:
        otio, panel = self.otio, beat.panel
        media = otio.schema.MissingReference()
        if panel.path is not None:
            self._copy(panel.path, panel.href)
            # A still has no end: as much of it as is shown, and a second at each side for transitions.
            media = otio.schema.ExternalReference(
                quote(panel.href, safe="/"), self._range(beat.length + 2 * round(self.fps))
            )
        clip = otio.schema.Clip(name=panel.heading, media_reference=media, source_range=self._range(beat.length))
        clip.metadata["bananaboard"] = {
            "address": panel.address, "number": panel.number, "shot": panel.text, "camera": panel.camera,
            "final": panel.final, "mark": self.material.mark if panel.path is not None else "",
            **{k.lower(): list(dict.fromkeys(t for kind, t in panel.lines if kind == k)) for k, _ in panel.lines
               if k not in ("Shot", "Camera")},
        }  # fmt: skip
        for kind, text in panel.lines:
            if kind in ("Dialogue", "Caption", "Note", "Review"):
                self._marker(clip, f"{kind}: {text}", otio.schema.MarkerColor.YELLOW)
        return clip

    def _marker(self, clip: Any, name: str, color: str) -> None:
        self_range = self.otio.opentime.TimeRange(self._time(0), self._time(1))
        clip.markers.append(self.otio.schema.Marker(name=name, marked_range=self_range, color=color))

    def _sounds(self, found: list[Beat]) -> list[Any]:
        """A track for each sound, since they may overlap: a gap, then as much of it as it has."""
        tracks: list[Any] = []
        for beat in found:
            for path in beat.sounds:
                name = f"sounds/{len(tracks) + 1}-{path.name}"
                self._copy(path, name)
                otio = self.otio
                track = otio.schema.Track(name=path.stem, kind=otio.schema.TrackKind.Audio)
                if beat.start:
                    track.append(otio.schema.Gap(source_range=self._range(beat.start)))
                media = otio.schema.ExternalReference(quote(name, safe="/"))
                track.append(otio.schema.Clip(path.stem, media, source_range=self._range(beat.length)))
                tracks.append(track)
        return tracks

    def _copy(self, path: Path, name: str) -> None:
        if not (self.to / name).exists():
            copy(path, self.to / name, self.material)
