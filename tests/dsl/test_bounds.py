"""Boards of hostile size: an answer or an error, never a hang, never a traceback."""

import pytest

from .studio import build, codes, errors


def numbered(template: str, count: int, between: str = "\n") -> str:
    return between.join(template.replace("NEXT", str(i + 1)).replace("ONE", str(i)) for i in range(count))


def axes(count: int) -> str:
    values = ", ".join(map(str, range(10)))
    return "storyboard {\n" + numbered(f"variant aONE: {values}", count) + "\n}\n"


def test_a_milliard_of_combinations_is_counted_and_not_made():
    found = build(axes(9) + 'shot s "' + numbered("{{ aONE }}", 9, " ") + '"')
    assert errors(found) == ["BNN550"]
    assert "1,000,000,000" in found.diagnostics[0].message


def test_combinations_that_gather_through_mentions_are_counted_too():
    text = axes(9) + 'shot s0 "{{ a0 }}"\n' + numbered('shot sNEXT "{{ aNEXT }} @sONE"', 8)
    assert errors(build(text)) == ["BNN550"]


def test_the_caller_may_allow_more_or_less():
    board = 'shot s "{{ a }}" { variant a: 1, 2, 3 }'
    assert errors(build(board, max_calls=2)) == ["BNN550"]
    assert len(build(board, max_calls=3).calls) == 3


def test_a_large_table():
    rows = "id,title\n" + numbered("kONE,Title ONE", 20_000)
    found = build('storyboard { variant p from "t.csv" }\nshot s "{{ p.title }}"', {"t.csv": rows})
    assert len(found.calls) == 20_000


def test_a_chain_of_thousands():
    found = build("scene s {\nchain: previous\n" + numbered('shot sONE "Shot ONE"', 3_000) + "\n}")
    assert [len(c.needs) for c in found.calls] == [0] + [1] * 2_999


def test_shots_that_wait_for_the_one_below():
    text = "scene s {\n" + numbered('shot sONE "Shot ONE, @sNEXT"', 3_000) + '\nshot s3000 "The last"\n}'
    assert [c.name for c in build(text).calls[:2]] == ["s3000", "s2999"]


def test_thousands_of_mentions_in_a_text():
    found = build('character mara "a keeper"\nshot s "' + "@mara " * 9_000 + '"')
    assert len(found.calls) == 1


@pytest.mark.parametrize("head", ["", "storyboard { variant x: 1, 2 }\n"])
def test_descriptions_in_a_long_line(head):
    end = "{{ x }}" if head else "nobody"
    text = head + numbered('character cONE "knows @cNEXT"', 3_000) + f'\ncharacter c3000 "knows {end}"\nshot s "@c0"'
    assert len(build(text).calls) == (2 if head else 1)


DEEP = {
    "descriptions": ('character cONE "knows {{ cNEXT.description }}"', 'character c400 "x"\nshot s "@c0"', "BNN466"),
    "params": ('param pONE = "{{ pNEXT }}"', 'param p400 = 1\nshot s "{{ p0 }}"', "BNN466"),
    "bare params": ("param pONE = pNEXT", 'param p400 = 1\nshot s "{{ p0 }}"', "BNN466"),
    "prompts": ('prompt pONE "{{ pNEXT() }}"', 'prompt p400 "x"\nshot s p0()', "BNN414"),
    "edits": ('edit eONE of eNEXT "x"', 'shot e400 "x"', "BNN524"),
}


@pytest.mark.parametrize(("line", "end", "code"), DEEP.values(), ids=DEEP.keys())
def test_what_goes_too_deep_is_told_once(line, end, code):
    found = build(numbered(line, 400) + "\n" + end)
    assert set(errors(found)) == {code}


def test_few_levels_are_fine():
    text = numbered('param pONE = "{{ pNEXT }}"', 20) + "\nparam p20 = 1\n"
    text += numbered('edit eONE of eNEXT "x"', 60) + '\nshot e60 "{{ p0 }}"'
    assert errors(build(text)) == []


def test_axes_that_are_written_into_each_other():
    text = 'storyboard {\nvariant a0: "x"\n' + numbered('variant aNEXT: "{{ aONE }}"', 500) + "\n}\n"
    found = build(text + 'shot s "{{ a500 }}"')
    assert errors(found) == []
    assert len(found.calls[0].keys) == 501


def test_too_many_pictures_of_one_subject():
    text = 'character c "c" {\n' + numbered('view vONE "view ONE"', 501) + '\n}\nshot s "@c"'
    assert errors(build(text)) == ["BNN551"]


def test_many_exceptions():
    values = ", ".join(map(str, range(60)))
    text = f"storyboard {{\nvariant a: {values}\nvariant b: {values}\n" + numbered("except a=ONE, b=ONE", 60)
    assert len(build(text + '\n}\nshot s "{{ a }} {{ b }}"').calls) == 60 * 59


def test_imports_inside_imports():
    files = {f"f{i}.bnn": f'import "f{i + 1}.bnn" as f\ncharacter c{i} "c"' for i in range(60)}
    assert errors(build('import "f0.bnn" as f\nshot s "@f.f.f.c2"', files)) == ["BNN211"]
    files["f40.bnn"] = 'character c40 "c"'
    assert errors(build('import "f0.bnn" as f\nshot s "@f.f.f.c2"', files)) == []


@pytest.mark.parametrize(
    "text",
    [
        "scene a {" * 5_000,
        'shot s "x" { cast: ' + "[" * 5_000 + "@a" + "]" * 5_000 + " }",
        'character a "x"\nshot s "@a' + ".a" * 20_000 + '"',
        'shot w "w"\nshot s "@w[' + numbered("aONE=b", 9_000, ",") + ']"',
        'shot s "' + "{{ " * 9_000 + '"',
        "variant " * 5_000,
    ],
)
def test_nonsense_of_great_size_is_told(text):
    assert errors(build(text))
    assert len(codes(build(text))) < 50
