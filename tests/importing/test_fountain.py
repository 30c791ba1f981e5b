"""Screenplays in Fountain: scenes, places, people, speeches, and what is not for the reader."""

from __future__ import annotations

import pytest
from bananaboard.runtime.importing.fountain import read_fountain
from bananaboard.runtime.importing.heading import read_heading
from bananaboard.runtime.importing.story import NotImportable
from bananaboard.runtime.importing.writing import write_story
from hypothesis import given, settings
from hypothesis import strategies as st

from bananaboard.script import script_at

from .boards import Board, written

KEEPER = """Title:
    _**The Keeper**_
Credit: written by
Author: A. Writer
Draft date: 1/2/2026

A story of the sea.

====

**FADE IN:**

# Act One

INT.  LAMP ROOM - NIGHT (1973) #1A#

= She waits for the ship.

MARA VOSS (60s, silver braid) wipes the *salt* from the glass,
and waits. [[Slow, slower.]]

MARA (V.O.)(CONT'D)
Nobody came.

TOM O'BRIEN
(low; to her)
Go home.
(beat)
It's _late_.

MARA
No.

> THE LAMP TURNS <

~Blow the man down

DISSOLVE TO:

EXT. ROCKS - CONTINUOUS

/* Cut this:

INT. KITCHEN - DAY

Soup.
*/
Mara's boat. Pre-Mara days. another mara.

MARA AND TOM O'BRIEN
Land!

STEEL
One.

BRICK ^
Two.

@McAdam
Ahoy, {{ 7 * 7 }} and @mara {% if %} "quoted" \\ back.

.THE END OF IT

!INT. THIS IS ACTION

ÉLODIE
Adieu.
"""


@pytest.fixture
def keeper(project):
    return Board(written(project / "keeper.fountain", KEEPER))


def test_scenes_have_their_places_and_times(keeper):
    assert keeper.found.made == {"scene": 4, "shot": 10, "character": 6, "location": 2}
    assert 'storyboard "The Keeper"' in keeper.text
    assert "# written by A. Writer" in keeper.text
    assert (
        '# Act One\nscene lamp_room_night "1A. INT. LAMP ROOM - NIGHT (1973)" {\n  at: @lamp_room.night' in keeper.text
    )
    assert 'note: "She waits for the ship."' in keeper.text
    assert 'scene rocks_night "EXT. ROCKS - CONTINUOUS" {\n  at: @rocks.night' in keeper.text
    assert "Place: Lamp room: lamp room, interior, night" in keeper.words("lamp_room_night.mara_voss")


def test_who_is_brought_in_is_described(keeper):
    assert 'character mara "60s, silver braid" { name: "Mara Voss" }' in keeper.text
    assert 'character tom_obrien { name: "Tom O\'Brien" }' in keeper.text
    assert "- Mara Voss: 60s, silver braid" in keeper.words("lamp_room_night.mara_speaks_to_tom")


def test_speeches_are_shots_of_those_who_are_seen(keeper):
    first = keeper.about("lamp_room_night.mara_voss")
    assert first.dialogue == ("MARA: (V.O.) Nobody came.",)
    assert first.note == ("Slow, slower.",)
    said = keeper.about("lamp_room_night.tom_obrien_speaks")
    assert said.dialogue == ("TOM O'BRIEN: (low; to her) Go home. (beat) It's late.",)
    last = keeper.about("lamp_room_night.mara_speaks_to_tom")
    assert (last.caption, last.sound, last.transition) == (("THE LAMP TURNS",), ("Blow the man down",), ("dissolve",))
    assert "Mara Voss speaks to Tom O'Brien" in keeper.words("lamp_room_night.mara_speaks_to_tom")
    assert "Mara Voss and Tom O'Brien speak" in keeper.words("rocks_night.mara_and_tom_obrien")
    assert keeper.about("rocks_night.steel_and_brick_speak").dialogue == ("STEEL: One.", "BRICK: Two.")


def test_names_are_mentions_only_where_they_are_names(keeper):
    assert '"@mara\'s boat. Pre-Mara days. another mara."' in keeper.text


def test_what_looks_like_code_is_words(keeper):
    said = keeper.about("rocks_night.mcadam_speaks_to_brick").dialogue
    assert said == ('McAdam: Ahoy, {{ 7 * 7 }} and @mara {% if %} "quoted" \\ back.',)
    assert "INT. THIS IS ACTION" in keeper.words("the_end_of_it.int")


def test_what_is_left_out_is_told(keeper):
    told = dict(keeper.left)
    assert told["a part that is commented out (`/* */`)"] == KEEPER[: KEEPER.index("/*")].count("\n") + 1
    assert {"draft date: 1/2/2026", "FADE IN:"} <= set(told)
    assert "Soup" not in keeper.text


@pytest.mark.parametrize(
    ("line", "place", "side", "daytime"),
    [
        ("INT. LAMP ROOM - NIGHT", "LAMP ROOM", "interior", "night"),
        ("ext brick's pool – late afternoon", "brick's pool", "exterior", "late afternoon"),
        ("INT./EXT. CAR (MOVING) - DAY - FLASHBACK", "CAR (MOVING)", "interior and exterior", "day"),
        ("I/E HOUSE - KITCHEN -- MAGIC HOUR", "HOUSE - KITCHEN", "interior and exterior", "magic hour"),
        ("EXT. YARD - NIGHT [CONTINUOUS]", "YARD", "exterior", "night"),
        ("INT. FLAT - (PRESENT) DAY", "FLAT", "interior", "day"),
        ("EXT. YARD - MOMENTS LATER", "YARD", "exterior", None),
        ("INT. KÜCHE - NACHT", "KÜCHE", "interior", "nacht"),
        ("EST. PARIS", "PARIS", "exterior", None),
        ("SNIPER SCOPE POV", "", "", None),
        ("INTERIOR MONOLOGUE", "", "", None),
        ("INT.", "", "interior", None),
    ],
)
def test_headings(line, place, side, daytime):
    found = read_heading(line)
    assert (found.place, found.side, found.time) == (place, side, daytime)


def test_who_speaks_together_may_speak_alone_later(project):
    text = "TOM AND ANA\nHi!\n\nANA\nYes?\n\nTOM\nNo.\n\nSALT AND PEPPER\nWe are one.\n"
    board = Board(written(project / "x.fountain", text))
    assert board.found.made["character"] == 3
    assert '"@tom and @ana speak"' in board.text
    assert '"@salt_and_pepper speaks to @tom"' in board.text


def test_names_from_scotland(project):
    """Whose cues are not all in capitals."""
    board = Board(
        written(project / "x.fountain", "@McTAVISH\nHere.\n\nMcTavish rows. McTAVISH sings. MCTAVISH sits.\n")
    )
    assert board.found.made["character"] == 1
    assert 'name: "McTavish"' in board.text
    assert '"@mctavish rows. @mctavish sings. @mctavish sits."' in board.text


def test_an_age_is_how_somebody_looks(project):
    text = (
        "WILL BLOOM, AGE 3, listens to ANA (beat), 40’s and tall, while BOB (CONT'D) waits.\n\nWILL\nOh.\n\nBOB\nHm.\n"
    )
    board = Board(written(project / "x.fountain", text))
    assert 'character will "age 3" { name: "Will Bloom" }' in board.text
    assert "character bob\n" in board.text


def test_scripts_without_spaces(project):
    text = "INT. 喫茶 - NIGHT\n\n真理はカウンターを拭いている。\n\n@真理\nあら、誰から？\n"
    board = Board(written(project / "月.fountain", text))
    assert '"@{真理}はカウンターを拭いている。"' in board.text
    assert "- 真理" in board.words("喫茶_night.真理はカウンターを拭いている")


HOSTILE = {
    "open notes": "[[" * 50_000,
    "emphasis": "_*a" * 50_000,
    "stops": "." * 300_000 + "x",
    "stars": "*" * 200_000,
    "parentheses": "BOB " + "(" * 100_000,
    "extensions": "BOB" + " (a)" * 50_000 + "\nhi",
    "spaces": " " * 500_000 + "x",
    "boneyard": "/*\n" * 99_000,
    "speech": "BOB\n" + "hello there\n" * 99_000,
    "at once": "BOB\nhi\n\n" + "BOB ^\nhi\n\n" * 30_000,
    "voices": "x\n\n" + f"BOB (V.O.)\n{'hi ' * 90}\n\n" * 8_000,
    "transitions": "INT. X\n\nCUT TO:\n\n" * 24_000 + "x",
    "people": "".join(f"P{i}X\nhello\n\n" for i in range(4_000)) + " ".join(f"P{i}X" for i in range(4_000)),
    "introductions": "A" + " BOB (30s), 3" * 50_000,
    "wide": "@真理\nx\n\n" + "真" * 300_000,
    "headings": ("INT. " + "- LATER " * 20 + "\n\nx\n\n") * 3_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_hangs(name):
    try:
        assert write_story(read_fountain(HOSTILE[name], "T")).startswith("storyboard")
    except NotImportable:
        assert name in ("open notes", "boneyard", "people")


def test_too_many_shots_are_refused():
    with pytest.raises(NotImportable, match="more than 10,000 shots"):
        read_fountain("x\n\n" * 10_001, "T")


ODD = (
    "{{",
    "}}",
    "{%",
    "{#",
    '"',
    "\\",
    "@",
    "[[",
    "]]",
    "/*",
    "*/",
    "\n\n",
    "\n",
    "INT. ",
    "A - NIGHT",
    "BOB",
    "Bob",
    "(",
    ")",
    "~",
)
ODD += (
    "^",
    "#",
    "=",
    ">",
    "<",
    "_",
    "*",
    ";",
    "}",
    "{",
    "\x1b[31m",
    "\u202e",
    "\ufdd0",
    "真理",
    "é",
    "'",
    ": ",
    "\t",
    "CUT TO:",
    "final",
)


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=4), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_becomes_a_board_or_a_sentence(tmp_path_factory, text):
    try:
        made = write_story(read_fountain(text, "T"))
    except NotImportable:
        return
    found = script_at(tmp_path_factory.getbasetemp() / "any.bnn", made).compiled()
    assert [(d.code, d.message) for d in found.diagnostics if d.severity == "error"] == []
