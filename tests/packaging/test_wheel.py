"""What is installed: a wheel from the sdist and an editable install both hold all that is on disk."""

import ast
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = {"bananaboard": "bananaboard", **{r: f"bananaboard/{r}" for r in ("grammar", "dsl", "runtime", "magics")}}
LAB = ("package.json", "install.json", "static/remoteEntry.js")  # colours for JupyterLab
LEFT = shutil.ignore_patterns(
    ".git", ".venv", "build", "dist", "out", "tests", "docs", "examples", "benchmarks", "typings",
    "*.egg-info", "__pycache__", ".*_cache", ".hypothesis", ".bananaboard",
)  # fmt: skip


def on_disk():
    """Every file of the rooms, by where it belongs in an installation."""
    for room, place in ROOMS.items():
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield f"{place}/{path.relative_to(ROOT / room).as_posix()}"


def build(folder, what):
    """Runs a hook of the build backend in `folder`, with what is installed here and without the network."""
    script = f"from setuptools import build_meta as b; print(b.build_{what}('made'))"
    (folder / "made").mkdir(exist_ok=True)
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / "made" / done.stdout.split()[-1]


def isolated(place, script):
    """What Python prints that knows `place` and the libraries that it needs, but not this tree."""
    # No `.pth` file of the environment is read: through one of them the tree itself may be installed there.
    libraries = sysconfig.get_path("purelib"), sysconfig.get_path("platlib")
    start = f"import site, sys; site.addsitedir({str(place)!r}); sys.path += {libraries!r}; "
    command = [sys.executable, "-I", "-S", "-c", start + script]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    return shutil.copytree(ROOT, tmp_path_factory.mktemp("tree") / "tree", ignore=LEFT)


@pytest.fixture(scope="module")
def wheel(tree, tmp_path_factory):
    unpacked = tmp_path_factory.mktemp("sdist")
    with tarfile.open(build(tree, "sdist")) as sdist:
        sdist.extractall(unpacked, filter="data")
    (source,) = unpacked.iterdir()
    return build(source, "wheel")


def test_a_wheel_built_from_the_sdist_holds_everything(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {n for n in archive.namelist() if ".dist-info/" not in n}
    beside = {n.partition(".data/data/")[2] for n in names if ".data/" in n}
    assert {n for n in names if ".data/" not in n} == set(on_disk())
    assert beside == {f"share/jupyter/labextensions/bananaboard/{n}" for n in LAB}


def test_the_wheel_says_what_it_is(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (info,) = {n.split("/")[0] for n in archive.namelist() if ".dist-info/" in n}
        metadata = archive.read(f"{info}/METADATA").decode()
        assert "License-Expression: Apache-2.0" in metadata
        assert "Requires-Python: >=3.11" in metadata
        assert "bnn = bananaboard.cli:main" in archive.read(f"{info}/entry_points.txt").decode()
        assert f"{info}/licenses/LICENSE" in archive.namelist()


ASK = "from bananaboard.dsl.models import model_table as t; print(t().find('pro').id, t.__code__.co_filename)"


def test_the_wheel_works_where_it_is_unpacked(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    answer, file = isolated(tmp_path, ASK).split(" ", 1)
    assert answer == "gemini-3-pro-image"
    assert Path(file) == tmp_path / "bananaboard" / "dsl" / "models.py"


def test_an_editable_install_sees_the_real_files(tree, tmp_path):
    with zipfile.ZipFile(build(tree, "editable")) as archive:
        archive.extractall(tmp_path)
    answer, file = isolated(tmp_path, ASK).split(" ", 1)
    assert answer == "gemini-3-pro-image"
    assert Path(file) == tree / "dsl" / "models.py"


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_packages_are_the_folders():
    folders = {f.rpartition("/")[0] for f in on_disk() if f.endswith(".py")}
    assert {p.replace(".", "/") for p in project()["tool"]["setuptools"]["packages"]} == folders


def test_every_folder_of_code_is_a_package():
    files = set(on_disk())
    assert {f.rpartition("/")[0] + "/__init__.py" for f in files if f.endswith(".py")} <= files


def test_every_library_that_is_imported_is_declared():
    declared = {d.replace("-", "_").lower() for d in _declared()}
    known = {
        "google": "google_genai",
        "pil": "pillow",
        "ipython": "ipython",
        "c2pa": "c2pa_python",
        "lsprotocol": "pygls",
        "fpdf": "fpdf2",
    }
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for name in _imported(path):
                if name not in sys.stdlib_module_names and name != "bananaboard":
                    assert known.get(name.lower(), name.lower()) in declared, f"{path}: {name}"


def _declared():
    extras = project()["project"]["optional-dependencies"]
    optional = (r for name, group in extras.items() if name != "test" for r in group)
    for requirement in (*project()["project"]["dependencies"], *optional):
        yield requirement.split(">")[0].split("=")[0].split("<")[0].strip()


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name.partition(".")[0] for a in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]
