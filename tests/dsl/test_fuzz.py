"""Whatever a file holds, compiling ends with calls or with errors: never with a traceback, never in two ways."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from bananaboard.grammar.render import render
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..grammar.boards import boards
from .studio import build, errors

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.bnn"))
TEXTS = [p.read_text(encoding="utf-8") for p in CASES]
PIECES = [
    "@mara",
    "@",
    "{{ light }}",
    "{{",
    "}}",
    "{% if x %}",
    '"',
    '"""',
    "{",
    "}",
    "[",
    "]",
    "chain: previous",
    "cast: none",
    "variant light: a, b",
    "except light=a",
    "shot one",
    "edit x of one",
    "view",
    "look",
    "of",
    "take",
    "size: 4K",
    "none",
    "@a.one[light=dawn]",
    "\n",
    ";",
    ":",
    "=",
    "\\",
    "#",
    "$2",
    "16:9",
    "真理",
    "\u202e",
    "\ufdd0",
    "\x00",
    "param p",
    "p",
]
gentle = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def holds(text: str, **more: object) -> None:
    """The laws of whatever comes out."""
    found = build(text, **more)  # type: ignore[arg-type]  # what is given is data
    render(found.diagnostics, color=False)
    if errors(found):
        assert (found.calls, found.finals, found.spare) == ((), (), ())
    made: set[str] = set()
    for call in (*found.calls, *found.spare, *found.finals):
        assert call.address not in made
        assert set(call.needs) <= made, "what is needed comes before"
        assert call.said.startswith("sha256:")
        made.add(call.address)


@gentle
@given(boards())
def test_boards_that_fit_the_grammar(text):
    holds(text)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A board of the cases with pieces put in, taken out or swapped."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        text = text[:start] + draw(st.sampled_from(["", *PIECES])) + text[end:]
    return text


@gentle
@given(mutated())
def test_boards_with_slips(text):
    holds(text)


@st.composite
def shuffled(draw: st.DrawFn) -> str:
    """Lines of several boards in one."""
    lines = [line for t in draw(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=3)) for line in t.split("\n")]
    return "\n".join(draw(st.permutations(lines))[:40])


@gentle
@given(shuffled())
def test_lines_in_any_order(text):
    holds(text)


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.sampled_from(PIECES)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=6,
)
USES = """\
param p = "x"
param q = 16:9
character mara "a keeper, {{ p }}" { wears: p; name: p }
storyboard { aspect: q; takes: p; style: p; camera: "{{ p }}" }
shot one "{{ p }} {{ p|string|upper }} @mara @p" { caption: "{{ p }}"; size: p; cast: p; seed: p }
shot two card(p, q)
prompt card(a, b) "{{ a }}{% for x in b %}{{ x }}{% endfor %}"
"""
PLAIN = 'param p = "x"\ncharacter mara "a keeper"\nshot one "I say: {{ p }}" { caption: "{{ p }}" }'


@gentle
@given(values, values)
def test_params_of_every_kind(p, q):
    holds(USES, given={"p": p, "q": q, "nobody": p})


@gentle
@given(st.text(st.characters(exclude_categories=("Cs", "Cn", "Co")), max_size=60))
def test_a_param_stays_what_it_is(value):
    found = build(PLAIN, given={"p": value})
    if not errors(found):
        assert found.calls[0].brief.text == f"I say: {value}".strip()
        assert found.calls[0].about.caption == (value,)
        assert [p.name for p in found.calls[0].brief.cast] == []


@gentle
@given(st.text(st.one_of(st.sampled_from('",\n\r;\t{}@'), st.characters()), max_size=80), st.binary(max_size=20))
def test_tables_of_every_kind(text, tail):
    board = 'storyboard { variant p from "t.csv" }\nshot one "{{ p }} {{ p.title }}" { reference "{{ p.photo }}" }'
    table = b"id,title,photo\n1,x,refs/ana.png\n" + text.encode("utf-8", "surrogatepass") + tail
    holds(board, files={"t.csv": table})


PRINT = """
import sys
sys.path.insert(0, {repository!r})
from tests.dsl.studio import build
from pathlib import Path
for path in sorted(Path({cases!r}).glob("*.bnn")):
    folder = path.with_suffix("")
    files = {{p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}}
    found = build(path.read_text(encoding="utf-8"), files)
    print(path.name, found.calls, found.finals, found.spare, found.params, found.scenes)
    print([(d.code, d.message, d.hint, d.place and (d.place.start, d.place.end)) for d in found.diagnostics])
"""


@pytest.fixture(scope="module")
def printed() -> list[str]:
    script = PRINT.format(repository=str(HERE.parents[1]), cases=str(HERE / "cases"))
    runs = []
    for seed in ("1", "2"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            check=True,
        )
        runs.append(done.stdout)
    return runs


def test_two_processes_compile_the_same(printed):
    assert printed[0] == printed[1]
    assert len(printed[0].split("\n")) > 2 * len(CASES)
