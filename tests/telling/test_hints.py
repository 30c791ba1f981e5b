"""What is worth a look before it is paid for, and what waits: each once, with the command that stops there."""

from __future__ import annotations

import re

import pytest
from bananaboard.runtime.selections import options, selection


def notes(folder, *args, engine="paid", name="kite.bnn"):
    """The notes of a plan by their codes: sentence and hint."""
    import json

    code, out, _ = folder("plan", name, "--engine", engine, "--json", *args)
    assert code in (0, 1)
    return {d["code"]: (d["message"], d["hint"]) for d in json.loads(out)["diagnostics"]}


def typed(hint):
    """The first command in a hint."""
    return re.search("`bnn ([^`]+)`", hint)[1].split()


def shots(count, first='shot wide "@ana.profile with a kite" { takes: 2 }'):
    lines = "\n".join(f'  shot s{n} "@ana.profile does thing {n}" {{ chain: none }}' for n in range(count))
    return f'character ana "a girl" {{ view profile "left profile" }}\nscene hill {{\n  {first}\n{lines}\n}}\n'


def test_much_rests_on_a_view_that_nobody_has_seen(folder):
    folder.write(shots(30))
    message, hint = notes(folder)["BNN624"]
    assert message == "31 pictures rest on ana.profile, not yet seen."
    assert hint == "`bnn run kite.bnn --engine paid --only ana.profile` makes it first, for $0.0341."
    assert folder(*typed(hint), "--yes")[0] == 0
    assert folder.painter.asked == ["ana.profile"]
    assert "BNN624" not in notes(folder)


def test_what_rests_on_it_through_others_counts(folder):
    message, _ = notes(folder)["BNN624"]
    assert message == "3 pictures rest on ana.profile, not yet seen."  # wide, close, calm; the sea sees nobody


def test_several_views_are_one_line(folder):
    views = "\n".join(f'character c{n} "somebody" {{ view profile "left profile" }}' for n in range(2))
    lines = "\n".join(f'shot s{n} "@c0.profile meets @c1.profile, {n}"' for n in range(3))
    folder.write(f"{views}\n{lines}\n")
    message, hint = notes(folder)["BNN624"]
    assert message == "3 pictures rest on c0.profile, c1.profile, not yet seen."
    assert "--only '*.profile'` makes them first, for $0.0" in hint


def test_sketches_are_looked_at_for_nothing(folder):
    folder.write(shots(30))
    assert not {"BNN624", "BNN650"} & notes(folder, engine="sketch").keys()


CHAINED = """\
scene arrival {
  chain: previous
  takes: 3
  shot wide "The harbour"
  shot close "A boat"
  shot sea "The sea"
}
"""


def test_requests_that_rest_on_a_first_take(folder):
    folder.write(CHAINED)
    message, hint = notes(folder)["BNN650"]
    assert message == "6 requests rest on the first take of arrival.wide, which nobody has picked yet."
    assert hint.startswith("`bnn run kite.bnn --engine paid --only arrival.wide` makes it first, for $0.1")
    assert "`bnn pick kite.bnn --engine paid arrival.wide 2` takes the second." in hint
    assert folder(*typed(hint), "--yes")[0] == 0
    assert folder.painter.asked == ["arrival.wide"] * 3


def test_takes_that_are_there_want_only_a_choice(folder):
    folder.write(CHAINED)
    folder.run("--only", "arrival.wide")
    _, hint = notes(folder)["BNN650"]
    assert hint.startswith("`bnn pick kite.bnn --engine paid arrival.wide` shows its takes;")
    assert folder(*typed(hint))[0] == 0
    assert folder("pick", "kite.bnn", "arrival.wide", "2", "--engine", "paid")[0] == 0
    message, _ = notes(folder)["BNN650"]
    assert message == "3 requests rest on the first take of arrival.close, which nobody has picked yet."


def test_several_scenes_are_one_line(folder):
    folder.write(
        CHAINED + CHAINED.replace("arrival", "leaving").replace('"The', '"Again the').replace('"A', '"Again a')
    )
    message, hint = notes(folder)["BNN650"]
    assert message == "12 requests rest on the first takes of arrival.wide, leaving.wide, which nobody has picked yet."
    assert "--only '*.wide'` makes them first" in hint


def test_one_take_each_is_what_the_author_wants(folder):
    folder.write(CHAINED.replace("takes: 3", "takes: 1"))
    assert "BNN650" not in notes(folder)


def test_a_hint_is_told_once_and_before_the_question(folder):
    folder.write(CHAINED)
    code, _, err = folder("run", "kite.bnn", "--engine", "paid")
    assert code == 5
    assert err.count("rest on the first take") == 1
    assert err.index("rest on the first take") < err.index("Nobody is here to agree")


def test_no_hint_where_an_error_stands(made):
    for path in (made.root / ".bananaboard/store").glob("*/*.png"):
        path.unlink()
    made.change("@ana laughs", "@ana smiles")
    assert {"BNN604"} == {c for c in notes(made) if c[:4] == "BNN6"} & {"BNN604", "BNN624", "BNN650"}


@pytest.fixture
def refused(folder):
    folder.painter.refuse = {"hill.wide"}
    code, out, _ = folder.run()
    assert code == 3
    assert (
        "2 pictures wait for hill.wide, which was refused. `bnn run kite.bnn --engine paid --reroll hill.wide`" in out
    )
    folder.painter.refuse = set()
    return folder


def test_18_the_rest_of_a_chain_waits(refused):
    message, hint = notes(refused)["BNN652"]
    assert message == "2 pictures wait for hill.wide, which was refused."
    assert hint.startswith("`bnn run kite.bnn --engine paid --reroll hill.wide` asks once more.")
    assert refused(*typed(hint), "--yes")[0] == 0
    assert "BNN652" not in notes(refused)


def test_16b_a_reroll_of_a_stale_picture_counts_at_once(made):
    made.change("takes: 2", "takes: 2")
    made.change('shot close "@ana laughs"', 'shot close "@ana laughs" { takes: 2 }')
    made.run()
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    message, hint = notes(made, "--reroll", "hill.close")["BNN651"]
    assert message == "hill.close is stale: the take that `--reroll` makes counts at once."
    assert hint == "1 more then is still to come: `bnn run kite.bnn --engine paid` makes what lacks of its takes."
    assert "BNN651" not in notes(made, "--reroll", "hill.sea")


def test_4_and_31_one_cause_is_told_once_with_the_way_out(made):
    made.change("in a {{ coat }} coat", "in a {{ coat }} coat with buttons")
    message, hint = notes(made)["BNN620"]
    assert message.startswith("3 pictures are made again for one reason: Ana's description was “a girl in a red coat”")
    assert "`bnn pick kite.bnn --engine paid '*' --keep`" in hint  # the edit is stale by that alone
    assert "bnn pick kite.bnn --engine paid '*' --keep" in made("status", "kite.bnn", "--engine", "paid")[1]
    assert made("pick", "kite.bnn", "--engine", "paid", "*", "--keep")[0] == 0
    assert "Nothing is to be made" in made("plan", "kite.bnn", "--engine", "paid")[1]
    made.write(shots(4, 'shot wide "@ana.profile waits"'))
    made.run()
    made.change("a girl", "a grl")
    made.run("--only", "ana.profile")
    _, hint = notes(made)["BNN620"]
    assert "`bnn pick kite.bnn --engine paid 'hill.*' --keep`" in hint
    assert made("pick", "kite.bnn", "--engine", "paid", "hill.*", "--keep")[0] == 0
    assert "Nothing is to be made" in made("plan", "kite.bnn", "--engine", "paid")[1]


def test_8_a_picked_take_counts_however_many_are_asked_for(made):
    made("pick", "kite.bnn", "hill.wide", "2", "--engine", "paid")
    made.change("{ takes: 2 }", "{ takes: 1 }")
    out = made("plan", "kite.bnn", "--engine", "paid")[1]
    assert "take 2 is picked, though 1 take is asked for" in out
    assert "take 2 is picked, though 1 take is asked for" in made("status", "kite.bnn", "--engine", "paid")[1]


def test_32_another_reference_is_named(folder):
    from .conftest import png

    (folder.root / "a.png").write_bytes(png(1))
    (folder.root / "b.png").write_bytes(png(2))
    folder.write('character ana "a girl" { reference "a.png" }\nshot one "@ana waits"\n')
    folder.run()
    folder.change("a.png", "b.png")
    assert "it sees b.png now" in folder("plan", "kite.bnn", "--engine", "paid")[1]
    folder.change("b.png", "a.png")
    (folder.root / "a.png").write_bytes(png(3))
    assert "a.png changed" in folder("plan", "kite.bnn", "--engine", "paid")[1]


def test_the_file_is_named_as_it_is_typed_from_here(folder, monkeypatch):
    folder.write(CHAINED)
    (folder.root / "below").mkdir()
    monkeypatch.chdir(folder.root / "below")
    err = folder("plan", str(folder.root / "kite.bnn"), "--engine", "paid")[2]
    assert f"`bnn run {folder.root}/kite.bnn --engine paid --only arrival.wide`" in err


NAMES = ["a.x", "a.y", "b.x", "b.y[light=dawn]", "b.y[light=noon]", "cover"]


@pytest.mark.parametrize(
    ("wanted", "also", "text"),
    [
        (["a.x"], [], "a.x"),
        (["b.y[light=dawn]"], [], "b.y:light=dawn"),
        (["b.y[light=dawn]", "b.y[light=noon]"], [], "b.y"),
        (["a.x", "a.y"], [], "'a.*'"),
        (["a.x", "b.x"], [], "'*.x'"),
        (["a.x", "b.y[light=dawn]"], [], None),
        (["a.x", "b.y[light=dawn]"], NAMES, "'*'"),
        (["b.x", "b.y[light=dawn]"], ["b.y[light=noon]"], "'b.*'"),
        (NAMES, [], "'*'"),
        ([], [], None),
    ],
)
def test_a_selection_means_just_these(wanted, also, text):
    assert selection(wanted, NAMES, also) == text


def test_options_in_a_row():
    assert options("--only", ["a.x", "b.y[light=dawn]"], NAMES) == "--only a.x --only b.y:light=dawn"
    assert options("--only", ["a.x", "a.y", "b.x", "b.y[light=dawn]"], NAMES) is None


def test_a_long_chain_of_choices_is_told_in_time(folder):
    from bananaboard.runtime.hints import BOUND

    count = 600
    views = "".join(f'character c{n} "somebody" {{ view v "left" {{ takes: 2 }} }}\n' for n in range(count))
    lines = "".join(f'  shot s{n} "@c{n}.v waits" {{ takes: 2 }}\n' for n in range(count))
    folder.write(f"{views}scene a {{\n  chain: previous\n{lines}}}\n")
    found = notes(folder)
    assert count > BOUND
    assert (
        found["BNN650"][0] == f"{2 * count - 2:,} requests rest on the first take of a.s0, which nobody has picked yet."
    )


def test_many_causes_are_not_all_told(folder):
    from bananaboard.runtime.notes import CAUSES

    scenes = [
        f'location l{n} "place {n}"\nscene s{n} {{\n  at: @l{n}\n'
        + "".join(f'  shot x{m} "Somebody {n} {m}"\n' for m in range(3 + (n == 14)))
        + "}\n"
        for n in range(15)
    ]
    folder.write("".join(scenes))
    folder.run()
    folder.write("".join(scenes).replace('"place', '"the place'))
    import json

    plan = json.loads(folder("plan", "kite.bnn", "--engine", "paid", "--json")[1])
    causes = [d["message"] for d in plan["diagnostics"] if d["code"] == "BNN620"]
    assert len(causes) == CAUSES
    assert causes[0].startswith("4 pictures are made again for one reason: L14's description")


def test_where_no_command_names_all_the_first_is_named(folder):
    folder.write(
        "".join(
            CHAINED.replace("arrival", f"s{n}").replace("wide", f"w{n}").replace('"', f'"{n} ', 1) for n in range(5)
        )
    )
    message, hint = notes(folder)["BNN650"]
    assert message.startswith("30 requests rest on the first takes of s0.w0, s1.w1, s2.w2 and 2 more")
    assert hint.startswith("`bnn run kite.bnn --engine paid --only s0.w0` makes s0.w0 first, for $0.10")
