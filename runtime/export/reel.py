"""An animatic: a board as a film, with lengths, soft transitions, captions if wanted, and sounds that are files."""

from __future__ import annotations

import subprocess
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from .beats import Beat, beats
from .exporter import Unexportable, Written
from .slides import slide

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL.Image import Image

    from .exporter import Material, Wishes

INSTALL = "A film needs ffmpeg: install it, or `pip install 'bananaboard[reel]'`. `--to gif` needs nothing."
LONGEST = 60 * 60  # seconds
HEIGHT = 720  # pixels
MOST_SOUNDS = 64
GIF_LONGEST, GIF_HEIGHT = 500, 360  # pictures; pixels


class Film:
    """An MP4."""

    about = "an animatic: pictures in time, as MP4"
    ending = "mp4"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One film, encoded by ffmpeg."""
        found = _found(material, wishes)
        size = _size(found, wishes.height or HEIGHT)
        sounds = [(b.start / wishes.fps, s) for b in found for s in b.sounds]
        notes = () if len(sounds) <= MOST_SOUNDS else (f"Only the first {MOST_SOUNDS} sounds are in it.",)
        length = (found[-1].start + found[-1].length) / wishes.fps
        command = _command(size, wishes.fps, sounds[:MOST_SOUNDS], length, to)
        _encode(command, _frames(found, size, wishes, material.mark))
        return Written(sum(b.panel.path is not None for b in found), notes)


class Gif:
    """An animated GIF: smaller, without sound."""

    about = "the same as an animated GIF, small and without sound"
    ending = "gif"
    credentials = False

    def write(self, material: Material, to: Path, wishes: Wishes) -> Written:
        """One GIF; it needs nothing but what is there."""
        found = _found(material, wishes)
        if len(found) > GIF_LONGEST:
            raise Unexportable(f"A GIF holds at most {GIF_LONGEST} pictures, and this board has {len(found):,}.")
        size = _size(found, wishes.height or GIF_HEIGHT)
        slides = [_paled(slide(b, size, captions=wishes.captions, mark=material.mark)) for b in found]
        lengths = [max(20, round(b.length * 1000 / wishes.fps)) for b in found]
        slides[0].save(
            to, "GIF", save_all=True, append_images=slides[1:], duration=lengths, loop=0, optimize=False, disposal=1
        )
        return Written(sum(b.panel.path is not None for b in found))


def _paled(image: Image) -> Image:
    from PIL import Image as Pillow

    return image.quantize(256, Pillow.Quantize.MEDIANCUT)


def _found(material: Material, wishes: Wishes) -> list[Beat]:
    found = beats(material, wishes)
    if not found:
        raise Unexportable("The board has no pictures to put in time.")
    length = (found[-1].start + found[-1].length) / wishes.fps
    if length > LONGEST:
        raise Unexportable(f"The board is {round(length / 60):,} minutes long; a film has at most {LONGEST // 60}.")
    return found


def _size(found: list[Beat], height: int) -> tuple[int, int]:
    """So wide as most pictures ask for; even numbers, since films want those."""
    ratios = Counter(round(max(0.4, min(3.0, b.panel.shape[0] / max(1, b.panel.shape[1]))), 2) for b in found)
    ratio = ratios.most_common(1)[0][0]
    near = min((16 / 9, 4 / 3, 1.0, 9 / 16, 3 / 4, 2.35, 3 / 2, 2 / 3), key=lambda r: abs(r - ratio))
    ratio = near if abs(near - ratio) < 0.08 else ratio
    return round(height * ratio / 2) * 2, height // 2 * 2


def _frames(found: list[Beat], size: tuple[int, int], wishes: Wishes, mark: str) -> Iterator[bytes]:
    """All frames, raw; each picture is drawn once, and only two are held."""
    from PIL import Image

    following: Image.Image | None = None
    for index, beat in enumerate(found):
        now = following or slide(beat, size, captions=wishes.captions, mark=mark)
        still = now.tobytes()
        for _ in range(beat.length - beat.soft):
            yield still
        following = None
        if beat.soft and index + 1 < len(found):
            following = slide(found[index + 1], size, captions=wishes.captions, mark=mark)
            for step in range(beat.soft):
                yield Image.blend(now, following, (step + 1) / (beat.soft + 1)).tobytes()


def _command(size: tuple[int, int], fps: int, sounds: list[tuple[float, Path]], length: float, to: Path) -> list[str]:
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(fps), "-i", "pipe:0"]
    found = [_ffmpeg(), "-nostdin", "-hide_banner", "-loglevel", "error", "-y", *raw]
    for _, path in sounds:
        # Nothing but this file: a list that calls itself a sound can't name others.
        found += ["-protocol_whitelist", "file", "-i", f"file:{path}"]
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
