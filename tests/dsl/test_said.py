"""What a call says, and what may change around it without a picture being paid for again."""

import pytest

from ..png import grey
from .studio import build, errors

BOARD = """\
param coat = "yellow coat"
storyboard "Lighthouse" {
  model: banana
  style: @ink
  takes: 2
  budget: $4.00
  variant light { dawn: "soft dawn"; storm: "blue storm" }
}
style ink "ink on paper"
character mara "a keeper" {
  wears: "{{ coat }}"
  reference "refs/mara-front.png"
  view profile "left profile"
}
character ben "a sailor"
location pier "the pier"
scene arrival "Night" {
  at: @pier
  chain: previous
  shot wide "@mara waits" { camera: "24 mm"; caption: "Waiting" }
  shot close "@mara, as in @wide, {{ light }}"
  shot sea "The sea" { cast: none; at: none; reference "refs/pose.png" }
  edit calm of close "Make it calm for @ben"
}
final { model: pro; size: 4K }
"""
ALL = {"mara.profile", "wide", "close", "sea", "calm"}


def said(text, files=None, **more):
    """A board without errors, compiled."""
    found = build(text, files, **more)
    assert errors(found) == []
    return found


def digests(text, files=None, **more):
    return [(c.kind, c.said) for c in said(text, files, **more).calls]


def changed(text, files=None, **more):
    """The names of the calls whose words are other ones than those of the board."""
    before = {c.address: c for c in said(BOARD).calls}
    found = said(text, files, **more)
    after = {c.address: c for c in (*found.calls, *found.spare)}
    assert before.keys() == after.keys()
    names = {a: a.split("[")[0].removeprefix("arrival.") for a in before}
    return {names[a] for a in before if before[a].said != after[a].said}


def edited(*pairs):
    text = BOARD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


SAME = {
    "takes": [("takes: 2", "takes: 5")],
    "budget": [("budget: $4.00", "budget: $400")],
    "retries": [("takes: 2", "takes: 2; retries: 9")],
    "references": [("takes: 2", "takes: 2; references: 1")],
    "chain": [("chain: previous", "chain: none")],
    "caption": [("Waiting", "Still waiting")],
    "title, note, duration": [
        ('caption: "Waiting"', 'title: "T"; note: "n"; duration: 3s; sound: "wind"; dialogue: "x"')
    ],
    "titles": [('"Lighthouse"', '"Tower"'), ('"Night"', '"Day"')],
    "defaults written out": [
        ("takes: 2", "takes: 2; aspect: 1:1; size: 1K; safety: default; search: none; panels: 1; template: frame")
    ],
    "the same model by its full name": [("model: banana", 'model: "gemini-nano-banana-2.1"')],
    "comments and blanks": [
        ("takes: 2", "takes: 2   # twice"),
        ('shot sea "The sea"', 'shot sea """\n    The sea\n    """'),
    ],
    "one more reference of a subject": [("  view profile", '  reference "refs/mara-side.png"\n  view profile')],
    "another file in a subject": [("refs/mara-front.png", "refs/ana.png")],
    "another path to the same bytes": [("refs/pose.png", "refs/copy.png")],
    "the finals": [("size: 4K", "size: 2K")],
}
OTHER = {
    "camera": ([("24 mm", "35 mm")], {"wide"}),
    "the text": ([("@mara waits", "@mara sits")], {"wide"}),
    "a description": ([('"a keeper"', '"an old keeper"')], {"mara.profile", "wide", "close"}),
    "a description that an edit mentions": ([('"a sailor"', '"an old sailor"')], {"calm"}),
    "what a param holds": ([("yellow coat", "red coat")], {"mara.profile", "wide", "close"}),
    "the style": ([("ink on paper", "chalk")], {"mara.profile", "wide", "close", "sea"}),
    "a name": ([("  wears:", '  name: "Mara Voss"\n  wears:')], {"mara.profile", "wide", "close"}),
    "the place": ([('"the pier"', '"the old pier"')], {"wide", "close"}),
    "the model": ([("model: banana", "model: lite")], ALL),
    "a written aspect": ([("takes: 2", "takes: 2; aspect: 16:9")], {"wide", "close", "sea", "calm"}),
    "a written aspect of views": ([("  view profile", "  aspect: 3:4\n  view profile")], {"mara.profile"}),
    "a rule": ([("takes: 2", 'takes: 2; rules: "no text"')], {"mara.profile", "wide", "close", "sea"}),
    "a seed": ([("takes: 2", "takes: 2; seed: 1")], ALL),
    "the value of an axis": ([("soft dawn", "pink dawn")], {"close"}),
    "the picture in a shot": ([("refs/pose.png", "refs/room.png")], {"sea"}),
    "the instruction": ([("Make it calm", "Make it warm")], {"calm"}),
    "what an edit edits": (
        [
            ("edit calm of close", "edit calm of close_"),
            ("shot sea", 'shot close_ "@mara, as in @wide, {{ light }}"\n  shot sea'),
        ],
        {"calm"},
    ),
    "who is on stage": ([('shot wide "@mara waits" {', 'shot wide "@mara waits" { cast: @ben;')], {"wide"}),
    "a frame of one's own": (
        [('24 mm"', '24 mm"; template: mine'), ("param", 'prompt mine() "{{ text }}"\nparam')],
        {"wide"},
    ),
}


@pytest.mark.parametrize("pairs", SAME.values(), ids=SAME.keys())
def test_says_the_same(pairs):
    files = {"refs/copy.png": grey(9)}
    assert changed(edited(*pairs), files) == set()


@pytest.mark.parametrize(("pairs", "names"), OTHER.values(), ids=OTHER.keys())
def test_says_something_else(pairs, names):
    text = edited(*pairs)
    before = {c.address: c.said for c in said(BOARD).calls}
    after = {c.address: c.said for c in said(text).calls}
    differ = {a for a in before if before[a] != after[a]}
    assert {a.split("[")[0].removeprefix("arrival.") for a in differ} == names


def test_other_bytes_in_a_shot_are_said_and_in_a_subject_only_seen():
    assert changed(BOARD, {"refs/pose.png": grey(77)}) == {"sea"}
    assert changed(BOARD, {"refs/mara-front.png": grey(77)}) == set()


@pytest.mark.parametrize(
    "pairs",
    [
        [("scene arrival", "scene coming")],
        [("shot wide", "shot far"), ("@wide", "@far")],
        [("shot sea", "shot water")],
        [("variant light", "variant hour"), ("{{ light }}", "{{ hour }}")],
        [("dawn:", "morning:"), ("storm:", "evening:")],
        [("view profile", "view side")],
        [("location pier", "location quay"), ("@pier", "@quay"), ('"the pier"', '"the pier" { name: "Pier" }')],
        [("style ink", "style pen"), ("@ink", "@pen"), ('"ink on paper"', '"ink on paper" { name: "Ink" }')],
    ],
    ids=["scene", "shot", "another shot", "axis", "keys", "view", "location", "style"],
)
def test_names_say_nothing(pairs):
    """But for what an edit edits, which is said by its address; whoever compares follows renames."""
    before = [d for d in digests(BOARD) if d[0] != "edit"]
    assert [d for d in digests(edited(*pairs)) if d[0] != "edit"] == before


def test_the_order_of_shots_says_nothing():
    text = edited(('  shot sea "The sea"', '  shot new "New"\n  shot sea "The sea"'))
    assert set(digests(BOARD)) < set(digests(text))


def test_a_final_says_what_its_draft_says_and_its_own_settings():
    def finals(text):
        return {c.address: c.said for c in said(text).finals}

    before, larger, warmer = (
        finals(BOARD),
        finals(edited(("size: 4K", "size: 2K"))),
        finals(edited(("@mara waits", "x"))),
    )
    assert all(before[a] != larger[a] for a in before)
    assert [a for a in before if before[a] != warmer[a]] == ["arrival.wide.final"]


def test_the_manifest_holds_no_float_no_address_and_no_shot():
    for call in said(edited(("takes: 2", "takes: 2; temperature: 0.70"))).calls:
        assert '"temperature":"0.7"' in call.said_json
        if call.kind != "edit":
            assert "arrival" not in call.said_json
            assert "wide" not in call.said_json
