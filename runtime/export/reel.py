"""An animatic: a board as a film, with lengths, soft transitions, captions if wanted, and sounds that are files."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING

from .beats import HEARD, Beat, in_time, length_of, size_of
from .exporter import Unexportable
from .panels import written
from .slides import slide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from .exporter import Material, Wishes, Written

INSTALL = "A film needs ffmpeg: install it, or `pip install 'bananaboard[reel]'`. `--to gif` needs nothing."
HEIGHT = 720  # pixels
MOST_SOUNDS = 64
# Films keep brightness in 16 to 235 and colours in 16 to 240, where pictures have 0 to 255.
LIGHT = [round(16 + v * 219 / 255) for v in range(256)]
COLOUR = [round(128 + (v - 128) * 224 / 255) for v in range(256)]


class Film:
    """An MP4."""

    about = "an animatic: pictures in time, as MP4"
    ending = "mp4"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One film, encoded by ffmpeg."""
        found = in_time(material, wishes)
        size = size_of(found, wishes.height or HEIGHT)
        sounds = [(float(b.start / Fraction(wishes.fps)), s) for b in found for s in b.sounds]
        notes = () if len(sounds) <= MOST_SOUNDS else (f"Only the first {MOST_SOUNDS} sounds are in it.",)
        command = _command(size, Fraction(wishes.fps), sounds[:MOST_SOUNDS], length_of(found, wishes), to)
        _encode(command, _frames(found, size, wishes, material.mark))
        return written((b.panel for b in found), notes)


def _frames(found: list[Beat], size: tuple[int, int], wishes: Wishes, mark: str) -> Iterator[bytes]:
    """All frames, as encoders want them; each picture is drawn once, and only two are held."""
    from PIL import Image

    following: Image.Image | None = None
    for index, beat in enumerate(found):
        now = following or slide(beat, size, captions=wishes.captions, mark=mark)
        still = _planes(now)
        for _ in range(beat.length - beat.soft):
            yield still
        following = None
        if beat.soft and index + 1 < len(found):
            following = slide(found[index + 1], size, captions=wishes.captions, mark=mark)
            for step in range(beat.soft):
                yield _planes(Image.blend(now, following, (step + 1) / (beat.soft + 1)))


def _planes(image: Image) -> bytes:
    """Brightness, then the two colours in half the width and height, in the range of films: half the bytes of RGB.

    The encoder would do the same for each frame anew, though most are like the one before.
    """
    light, *colours = image.convert("YCbCr").split()
    half = (image.width // 2, image.height // 2)
    planes = [light.point(LIGHT), *(c.resize(half, reducing_gap=2.0).point(COLOUR) for c in colours)]
    return b"".join(p.tobytes() for p in planes)


def _command(
    size: tuple[int, int], fps: Fraction, sounds: list[tuple[float, Path]], length: float, to: Path
) -> list[str]:
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", str(fps), "-i", "pipe:0"]
    found = [_ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *raw]
    for _, path in sounds:
        # Nothing but this file, read as what it is called: a list that calls itself a sound can't name others.
        found += ["-f", HEARD[path.suffix[1:].lower()], "-protocol_whitelist", "file", "-i", f"file:{path}"]
    if sounds:
        late = [f"[{n}:a]adelay={round(s * 1000)}:all=1[a{n}]" for n, (s, _) in enumerate(sounds, 1)]
        mixed = "".join(f"[a{n}]" for n in range(1, len(sounds) + 1))
        whole = f"{';'.join(late)};{mixed}amix=inputs={len(sounds)}:normalize=0[a]"
        found += ["-filter_complex", whole, "-map", "0:v", "-map", "[a]", "-c:a", "aac", "-t", f"{length:.3f}"]
    encoded = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-preset", "veryfast", "-crf", "20", "-threads", "2"]
    same = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart"]
    return [*found, *encoded, *same, "-f", "mp4", f"file:{to}"]


def _ffmpeg() -> str:
    import shutil

    if (found := shutil.which("ffmpeg")) is not None:
        return found
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as fault:
        raise Unexportable(INSTALL) from fault


def _encode(command: list[str], frames: Iterator[bytes]) -> None:
    """Raises Unexportable with what ffmpeg says."""
    import tempfile

    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said)  # noqa: S603 - ours
        try:
            _feed(process, frames)
        except BaseException:
            process.kill()
            raise
        finally:
            process.wait()
        if process.returncode:
            said.seek(0)
            told = said.read(2000).decode("utf-8", "replace").strip().splitlines()
            raise Unexportable(f"The film could not be encoded: {told[-1] if told else 'ffmpeg ended'}.")


def _feed(process: subprocess.Popen[bytes], frames: Iterator[bytes]) -> None:
    """Hand over all frames. If the other side has ended before, it says why itself."""
    assert process.stdin is not None
    try:
        for frame in frames:
            process.stdin.write(frame)
    except BrokenPipeError:
        pass
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
