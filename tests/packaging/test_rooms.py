"""The house: which folder may know which, read from the imports themselves."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# From the ground up: a room knows itself and those before it.
ROOMS = ("grammar", "dsl", "runtime", "magics", "bananaboard")


def module_name(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    parts = parts if parts[0] == "bananaboard" else ("bananaboard", *parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(p): p for room in ROOMS for p in sorted((ROOT / room).rglob("*.py"))}


@cache
def statements(module):
    """Everything in a module that imports, or that may hide an import from those who run it."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom | ast.If)]


def room_of(module):
    return ROOMS.index(FILES[module].relative_to(ROOT).parts[0])


def imports(module, *, typing_too):
    """Every module of ours that one names, late imports included, with whether it does so relatively."""
    nodes = statements(module)
    hidden = set() if typing_too else {id(n) for n in nodes if for_typing(n) for n in ast.walk(n)}
    for node in (n for n in nodes if id(n) not in hidden):
        if isinstance(node, ast.Import):
            yield from ((alias.name, False) for alias in node.names if alias.name in FILES)
        elif isinstance(node, ast.ImportFrom):
            origin = absolute(module, node)
            for alias in node.names:
                name = f"{origin}.{alias.name}" if f"{origin}.{alias.name}" in FILES else origin
                if name in FILES:
                    yield name, bool(node.level)


def for_typing(node):
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def absolute(module, node):
    if not node.level:
        return node.module
    package = module.split(".") if FILES[module].name == "__init__.py" else module.split(".")[:-1]
    package = package[: len(package) - node.level + 1]
    return ".".join([*package, *([node.module] if node.module else [])])


def test_the_walk_sees_imports_at_all():
    seen = set(imports("bananaboard.dsl.files", typing_too=True))
    assert {("bananaboard.dsl.opening", True), ("bananaboard.dsl.loader", True)} <= seen


def test_imports_go_down_only():
    up = [(m, n) for m in FILES for n, _ in imports(m, typing_too=True) if room_of(n) > room_of(m)]
    assert up == []


def test_no_module_comes_back_to_itself():
    graph = {m: {n for n, _ in imports(m, typing_too=False) if n != m} for m in FILES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_rooms_name_each_other_relatively():
    named = [(m, n) for m in FILES for n, relative in imports(m, typing_too=True) if not relative]
    assert [pair for pair in named if ROOMS[room_of(pair[0])] != "bananaboard"] == []


def users_of(library):
    for module in FILES:
        for node in statements(module):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            if any(name == library or name.startswith(library + ".") for name in names):
                yield module


def test_only_the_parser_and_its_builder_know_lark():
    assert set(users_of("lark")) <= {"bananaboard.grammar.parser", "bananaboard.grammar.build"}


def test_grammar_and_dsl_start_nothing_and_ask_nobody():
    for library in ("subprocess", "socket", "urllib.request", "http", "httpx", "asyncio", "multiprocessing", "ctypes"):
        assert [m for m in users_of(library) if room_of(m) <= ROOMS.index("dsl")] == [], library


HEAVY = ("google.genai", "IPython", "nbformat", "PIL", "rich", "lark", "jinja2", "imagesize", "urllib.request")
# These are what is needed late: each is named by whoever needs it only inside a function.
LATE = {"bananaboard.grammar.build", "bananaboard.dsl.template.build", "bananaboard.dsl.template.reading"}
LATE |= {"bananaboard.runtime.lanes"}
LATE |= {
    f"bananaboard.runtime.gemini.{m}"
    for m in (
        *("asked", "asking", "batch", "batch_file", "batch_results"),
        *("bucket", "client", "files_api", "proxy", "send", "tap", "uploads"),
    )
}


def test_nothing_heavy_before_it_is_needed():
    modules = sorted(set(FILES) - LATE - {"bananaboard.__main__"})
    script = f"import sys, {', '.join(modules)}; print([h for h in {HEAVY!r} if h in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_late_exists():
    assert set(FILES) >= LATE
