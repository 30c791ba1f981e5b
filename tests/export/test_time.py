"""Reels and edit lists: frames counted, lists read back by their library."""

from __future__ import annotations

import json
import subprocess
import wave
from fractions import Fraction
from itertools import pairwise

import imageio_ffmpeg
import opentimelineio as otio
import pytest
from bananaboard.runtime.export.beats import beats
from bananaboard.runtime.export.exporter import Unexportable, Wishes
from click.testing import CliRunner
from PIL import Image

from bananaboard.cli.commands import bnn

from .boards import Board


def frames(path, width, height):
    """How many frames of that size a film has: they are unpacked and their bytes counted."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-i", path, "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    count, rest = divmod(len(raw), width * height)
    assert rest == 0
    return count


def silence(path, seconds=1):
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0" * 8000 * seconds)


def test_a_board_is_told_once(keeper):
    """3 s, the first of two variants 1.5 s, a strip of two in 1 s, 2 s: nothing is lost by rounding."""
    found = beats(keeper.material, Wishes(fps=25))
    assert [(b.panel.number, b.start, b.length) for b in found] == [
        ("1A", 0, 75), ("1B", 75, 38), ("1C", 113, 12), ("1C", 125, 13), ("2A", 138, 50),
    ]  # fmt: skip
    assert [b.soft for b in found] == [12, 0, 0, 0, 0]


def test_edits_are_told_that_say_something(tmp_path):
    text = """
    shot a "a hill" { caption: "Then." }
    edit b of a "dusk" { caption: "And now." }
    edit c of a "a little warmer"
    """
    found = beats(Board(tmp_path, text, draw=False).material, Wishes())
    assert [b.panel.address for b in found] == ["a", "b"]


def test_a_film_has_each_frame(keeper):
    to, written = keeper.export("mp4", "reel.mp4", fps=10, height=240, captions=True)
    assert written.pictures == 5
    assert frames(to, 426, 240) == 75


def test_a_film_has_sounds_of_the_project_and_no_others(tmp_path):
    silence(tmp_path / "bell.wav")
    outside = tmp_path.parent / "secret.wav"
    silence(outside)
    text = 'shot a "a hill" { duration: 1s; sound: "bell.wav", "../secret.wav", "/etc/passwd", "RING" }'
    board = Board(tmp_path, text)
    (beat,) = beats(board.material, Wishes())
    assert [p.name for p in beat.sounds] == ["bell.wav"]
    to, _ = board.export("mp4", "reel.mp4", fps=10, height=120)
    told = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-i", to], capture_output=True, text=True)
    assert "Audio: aac" in told.stderr


@pytest.mark.parametrize(
    ("name", "text"),
    [("bell.mp3", "#EXTM3U\nfile:///etc/passwd\n"), ("bell.wav", "ffconcat version 1.0\nfile other.wav\n")],
)
def test_a_sound_that_is_none_is_told(tmp_path, name, text):
    """A list of other files is no sound, even of such that are."""
    silence(tmp_path / "other.wav")
    (tmp_path / name).write_text(text)
    board = Board(tmp_path, f'shot a "a hill" {{ duration: 1s; sound: "{name}" }}')
    with pytest.raises(Unexportable, match="could not be encoded"):
        board.export("mp4", "reel.mp4", fps=10, height=120)
    assert not (tmp_path / "reel.mp4").exists()


def test_a_film_is_not_endless(tmp_path):
    board = Board(tmp_path, 'shot a "a hill" { duration: 3600s }\nshot b "a hill" { duration: 3600s }', draw=False)
    with pytest.raises(Unexportable, match="minutes"):
        board.export("mp4", "reel.mp4")


def test_a_gif_lasts_as_long(keeper):
    to, _ = keeper.export("gif", "reel.gif", fps=10, height=120)
    with Image.open(to) as found:
        lengths = []
        for index in range(found.n_frames):
            found.seek(index)
            lengths.append(found.info["duration"])
    assert sum(lengths) == 7500
    assert len(lengths) == 5


def test_no_frame_is_lost_by_rounding(tmp_path):
    """600 shots of a tenth of a second and one of ten minutes, at a rate that no second is a whole number of."""
    short = "\n".join(f'shot s{n} "a hill" {{ duration: 0.1s }}' for n in range(600))
    board = Board(tmp_path, f'{short}\nshot long "a sea" {{ duration: 600s }}', draw=False)
    rate = Fraction(24000, 1001)
    found = beats(board.material, Wishes(fps=rate))
    assert [b.length for b in found[:6]] == [2, 3, 2, 3, 2, 2]
    assert all(a.start + a.length == b.start for a, b in pairwise(found))
    assert found[-1].start + found[-1].length == round(660 * rate)


def test_a_film_at_a_rate_of_broadcasters(tmp_path):
    """2.1 s: 50.35 frames; and the film says itself how many a second."""
    text = 'shot a "a hill" { duration: 2s; transition: "dissolve" }\nshot b "a sea" { duration: 0.1s }'
    to, _ = Board(tmp_path, text, draw=False).export("mp4", "reel.mp4", fps=Fraction(24000, 1001), height=120)
    assert frames(to, 120, 120) == 50
    told = subprocess.run([imageio_ffmpeg.get_ffmpeg_exe(), "-i", to], capture_output=True, text=True)
    assert "23.98 fps" in told.stderr


def test_a_gif_keeps_time_where_hundredths_do_not(tmp_path):
    """At 24 frames a second a third of a second is 8 frames, and no hundredths."""
    shots = "\n".join(f'shot s{n} "hill {n}" {{ title: "{n}"; duration: 1s; panels: 3 }}' for n in range(3))
    to, _ = Board(tmp_path, shots).export("gif", "reel.gif", height=120)
    with Image.open(to) as found:
        lengths = []
        for index in range(found.n_frames):
            found.seek(index)
            lengths.append(found.info["duration"])
    assert lengths == [330, 340, 330] * 3


@pytest.mark.parametrize("durations", [(700,), (400, 400)])
def test_a_gif_says_how_long_a_picture_may_stay(tmp_path, durations):
    """Two pictures that look alike are one to a GIF, and stay as long as both."""
    shots = "\n".join(f'shot s{n} "x" {{ title: "Same"; duration: {d}s }}' for n, d in enumerate(durations))
    board = Board(tmp_path, f'storyboard "x" {{}}\n{shots}')
    if len(durations) > 1:
        one = next((tmp_path / "out").rglob("s0*.png"))
        CliRunner().invoke(bnn, ["pick", str(board.file), "s1", str(one)])
    with pytest.raises(Unexportable, match="655 seconds"):
        board.export("gif", "reel.gif", height=120)


def test_an_edit_list_is_read_back(keeper):
    to, _ = keeper.export("otio", "edit", fps=25)
    made = otio.adapters.read_from_file(str(to / "board.otio"))
    clips = list(made.find_clips())
    assert [c.name for c in clips] == ["1A Wide", "1B Close, light dawn", "1C Strip 1/2", "1C Strip 2/2", "2A Sea"]
    assert made.duration().to_seconds() == pytest.approx(7.52)
    assert all((to / otio.url_utils.filepath_from_url(c.media_reference.target_url)).is_file() for c in clips)
    assert list(clips[1].metadata["bananaboard"]["dialogue"]) == ["MARA: It turns."]
    assert {m.name for m in clips[4].markers} == {"Scene 2: Morning", "Note: Hold it."}
    assert str(keeper.root) not in (to / "board.otio").read_text()
    (soft,) = made.find_children(descended_from_type=otio.schema.Transition)
    assert soft.transition_type == "SMPTE_Dissolve"


def test_an_edit_list_has_sounds_where_they_begin(tmp_path):
    silence(tmp_path / "bell.wav")
    board = Board(tmp_path, 'shot a "a hill" { duration: 2s }\nshot b "a sea" { sound: "bell.wav" }')
    to, _ = board.export("otio", "edit", fps=24)
    made = otio.adapters.read_from_file(str(to / "board.otio"))
    (track,) = made.audio_tracks()
    gap, clip = track
    assert (gap.duration().value, clip.name) == (48, "bell")
    assert (to / clip.media_reference.target_url).is_file()


def test_hostile_words_are_words_in_time(hostile):
    to, _ = hostile.export("otio", "edit")
    told = json.loads((to / "board.otio").read_text())
    assert "<script>alert(1)</script>" in told["name"]
    film, _ = hostile.export("mp4", "reel.mp4", fps=10, height=120, captions=True)
    assert frames(film, 120, 120) == 10
    assert hostile.export("gif", "reel.gif", captions=True)[1].pictures == 1


def test_captions_of_other_scripts_are_burnt_in(arabic):
    """With captions there is white at the foot that is not there without."""
    plain, _ = arabic.export("gif", "plain.gif")
    said, _ = arabic.export("gif", "said.gif", captions=True)

    def white(path):
        with Image.open(path) as found:
            image = found.convert("RGB")
        foot = image.crop((0, image.height * 4 // 5, image.width, image.height)).convert("L")
        return foot, sum(foot.histogram()[:20])

    assert white(said)[1] > white(plain)[1] + 100
