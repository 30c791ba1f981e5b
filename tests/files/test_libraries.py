"""Prompt libraries: found in what is installed, never imported, and never left."""

import sys
from importlib.metadata import Distribution, EntryPoint

import pytest
from bananaboard.dsl.files import MemoryFiles, ProjectFiles
from bananaboard.dsl.libraries import Libraries
from bananaboard.dsl.loader import Unusable, Use

TRAP = "raise SystemExit('a library was imported')\n"


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages with one library, and one whose package is gone."""
    package = tmp_path / "site" / "bnn_noir"
    (package / "prompts" / "refs").mkdir(parents=True)
    (package / "__init__.py").write_text(TRAP)
    (package / "prompts" / "__init__.py").write_text(TRAP)
    (package / "prompts" / "noir.bnn").write_bytes(b"noir")
    (package / "prompts" / "refs" / "notes.txt").write_bytes(b"notes")
    (package / "secret.txt").write_bytes(b"secret")
    (package / "prompts" / "link.txt").symlink_to(package / "secret.txt")
    info = tmp_path / "site" / "bnn_noir-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bnn-noir\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[bananaboard.libraries]\nnoir = bnn_noir.prompts\ngone = bnn_gone\nodd = bnn-noir/..\n"
    )
    monkeypatch.syspath_prepend(tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def files(site, tmp_path):
    (tmp_path / "project").mkdir()
    return ProjectFiles(tmp_path / "project")


def refused(files, path, beside=None, use=Use.IMPORT):
    with pytest.raises(Unusable) as caught:
        files.find(path, beside=beside, use=use)
    return caught.value


def test_a_library_is_read_and_never_imported(files):
    found = files.find("pkg:noir/noir.bnn", beside="board.bnn", use=Use.IMPORT)
    assert found.key == "pkg:noir/noir.bnn"
    assert files.read(found) == b"noir"
    assert not [name for name in sys.modules if name.startswith("bnn_noir")]


def test_its_files_name_each_other(files):
    found = files.find("refs/notes.txt", beside="pkg:noir/noir.bnn", use=Use.REFERENCE)
    assert found.key == "pkg:noir/refs/notes.txt"
    assert files.media(found).mime == "text/plain"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("pkg:noir/../secret.txt", "BNN243"),
        ("pkg:noir/link.txt", "BNN244"),
        ("pkg:noir//etc/passwd.txt", "BNN242"),
        ("pkg:noir/refs\\notes.txt", "BNN247"),
        ("pkg:noir", "BNN259"),
        ("pkg:noir/", "BNN259"),
        ("pkg:gone/a.txt", "BNN259"),
        ("pkg:odd/secret.txt", "BNN259"),
        ("pkg:nior/a.txt", "BNN258"),
        ("pkg:noir/missing.txt", "BNN240"),
    ],
)
def test_nothing_but_its_own_folder(files, path, code):
    assert refused(files, path, use=Use.REFERENCE).code == code


def test_a_library_can_not_reach_the_project(files):
    (files.root / "board.bnn").write_bytes(b"board")
    assert refused(files, "../board.bnn", beside="pkg:noir/noir.bnn").code == "BNN243"
    assert refused(files, "board.bnn", beside="pkg:noir/noir.bnn").code == "BNN240"


def test_the_library_that_was_meant(files):
    assert refused(files, "pkg:nior/noir.bnn").words["nearest"] == "noir"


class Editable(Distribution):
    """An editable install: what is installed is elsewhere, and only a finder knows where."""

    def read_text(self, filename):
        return None

    def locate_file(self, path):
        return f"/nowhere/{path}"


def test_an_editable_install_is_found_too(site, monkeypatch):
    point = EntryPoint("noir", "bnn_noir.prompts", "bananaboard.libraries")._for(Editable())
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: [point])
    assert Libraries().folder("noir", "pkg:noir/a.bnn") == (site / "bnn_noir" / "prompts").resolve()
    assert "bnn_noir" not in sys.modules


def test_a_memory_of_files_has_libraries_too():
    files = MemoryFiles({"pkg:noir/noir.bnn": b"noir", "pkg:noir/more/a.bnn": b"a", "b.bnn": b"b"})
    assert files.read(files.find("pkg:noir/noir.bnn", beside="b.bnn", use=Use.IMPORT)) == b"noir"
    assert files.find("../noir.bnn", beside="pkg:noir/more/a.bnn", use=Use.IMPORT).key == "pkg:noir/noir.bnn"
    assert refused(files, "../b.bnn", beside="pkg:noir/noir.bnn").code == "BNN243"
    assert refused(files, "pkg:nior/noir.bnn").words["nearest"] == "noir"
    assert refused(files, "pkg:noir").code == "BNN259"
