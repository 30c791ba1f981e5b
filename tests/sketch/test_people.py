"""What a subject looks like: from its words, and never like another."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from bananaboard.dsl.call import Person
from bananaboard.runtime.sketch.deeds import deeds_of
from bananaboard.runtime.sketch.extras import extras_of, things_of
from bananaboard.runtime.sketch.identity import differences, initials_of, looks_of
from bananaboard.runtime.sketch.palette import NAMED
from bananaboard.runtime.sketch.reading import words

from bananaboard.api import compile_file

from .requests import LANTERN, MARA, person

EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/*.bnn"))


@pytest.mark.parametrize(
    ("description", "wears", "field", "value"),
    [
        ("a girl with red pigtails", "", "hair_style", "pigtails"),
        ("a man with a long coat", "", "hair_style", "short"),
        ("a woman with long hair", "", "hair_style", "long"),
        ("an old man, bald", "", "hair_style", "bald"),
        ("a chef in his fifties, grey moustache", "", "beard", "moustache"),
        ("a chef in his fifties, grey moustache", "", "hair", NAMED["grey"]),
        ("a courier with freckles", "a red parka and jeans", "top_colour", NAMED["red"]),
        ("a courier with freckles", "a red parka and jeans", "top", "coat"),
        ("a girl", "a blue hood", "hat", "hood"),
        ("a detective", "a grey trench coat and a black fedora", "hat_colour", NAMED["black"]),
        ("a traveller", "a black storm cape", "top", "cape"),
        ("a very young fox", "a green neckerchief", "species", "fox"),
        ("a very young fox", "a green neckerchief", "skin", (206, 108, 50)),
        ("a grey cat with green eyes, red collar", "", "skin", NAMED["grey"]),
        ("緑の目をした灰色の猫、赤い首輪", "", "skin", NAMED["grey"]),
        ("緑の目をした灰色の猫、赤い首輪", "", "species", "cat"),
        ("喫茶店を営む女性、黒い長い髪", "紺のエプロン", "hair_style", "long"),
        ("a woman with a cat", "", "species", "human"),
        ("a man", "sunglasses", "glasses", "sun"),
    ],
)
def test_words_become_looks(description, wears, field, value):
    assert getattr(looks_of(person("Kim", description, wears)), field) == value


@pytest.mark.parametrize("name", ["Ana", "Jo", "Kim", "Tomas", "Lee", "Sam", "Noor", "Ola"])
def test_nobody_has_a_beard_unasked_but_men(name):
    assert looks_of(person(name, "a young courier")).beard == ""


def test_a_look_changes_clothes_and_keeps_the_face():
    storm = Person("character", "mara.storm", "mara", "Mara Voss", MARA.description, "hood up", "a black storm cape")
    plain, wet = looks_of(MARA), looks_of(storm)
    assert (plain.skin, plain.hair, plain.glasses) == (wet.skin, wet.hair, wet.glasses)
    assert plain.top_colour != wet.top_colour


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mara Voss", "MV"), ("真理", "真"), ("", ""), ("old_ben", "OB"), ("ليلى", "ل"), ("-- --", "")],
)
def test_initials(name, letters):
    assert initials_of(name) == letters


@pytest.mark.parametrize("board", EXAMPLES, ids=lambda path: path.stem)
def test_no_two_people_of_a_board_look_alike(board):
    compiled = compile_file(board)
    calls = (*compiled.calls, *compiled.spare)
    people = {one.identity: one for call in calls for one in call.brief.cast if one.kind == "character"}
    for one, other in combinations(people.values(), 2):
        assert differences(looks_of(one), looks_of(other)) >= 2, (one.name, other.name)


def test_two_strangers_are_two():
    text = "Two strangers meet on a bridge"
    one, other = extras_of(words(text), text, beings_only=True)
    assert differences(looks_of(one), looks_of(other)) >= 3


def test_an_empty_place_has_no_extras():
    text = "An empty street, a woman gone long ago"
    assert extras_of(words(text), text, beings_only=False) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mara waits with an umbrella", ["umbrella"]),
        ("Mara watches the light", []),
        ("Mara lifts her lantern", []),
        ("room left at the top for a balloon", []),
        ("she reads a map in the old book", ["map", "book"]),
        ("a key moment", []),
    ],
)
def test_things_that_the_words_name(text, found):
    assert [one.identity for one in things_of(words(text), (MARA, LANTERN))] == found


@pytest.mark.parametrize(
    ("text", "names", "verbs"),
    [
        ("Ana and Tom laugh", ("Ana", "Tom"), ("laugh", "laugh")),
        ("Ana runs, Tom waits", ("Ana", "Tom"), ("runs", "waits")),
        ("Ana points at Tom", ("Ana", "Tom"), ("points", "")),
        ("Tom, Ana and Kim wave", ("Ana", "Tom", "Kim"), ("wave", "wave", "wave")),
        ("runs home", ("Ana",), ("runs",)),
        ("真理が返事を書き、クロは膝の上で眠る", ("真理", "クロ"), ("writes", "sleeps")),
        ("Ana looks out of the window while Tom sleeps", ("Ana", "Tom"), ("", "sleeps")),
    ],
)
def test_everybody_does_what_is_said_of_them(text, names, verbs):
    known = {"laugh", "runs", "waits", "points", "wave", "writes", "sleeps"}
    found = deeds_of(text, names)
    assert tuple("".join(sorted(known & set(said))) for said in found) == verbs


def test_no_cast_and_no_words_have_no_deeds():
    assert deeds_of("", ()) == ()
    assert deeds_of("runs", ()) == ()
