"""Paths as a stranger's board may write them, each with its own answer, on disk and in memory alike."""

import os
import socket
import sys

import pytest
from bananaboard.dsl.files import MemoryFiles, ProjectFiles
from bananaboard.dsl.loader import Unusable, Use
from bananaboard.grammar.diagnostic import Diagnostic

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
FILES = {
    "board.bnn": b"board",
    "cast/mara.bnn": b"cast",
    "cast/refs/mara.png": PNG,
    "refs/mara.png": PNG,
    "refs/Lamp.png": PNG,
    "refs/.secret/key.png": PNG,
    ".env": b"KEY=1",
    "table.csv": b"a\n1\n",
    "notes.txt": b"words",
    "prompts/noir.j2": b"noir",
}
unix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes as Unix has them")


@pytest.fixture
def root(tmp_path):
    top = tmp_path / "project"
    for name, data in FILES.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(data)
    (tmp_path / "outside.png").write_bytes(PNG)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "mara.png").write_bytes(PNG)
    return top


@pytest.fixture(params=["disk", "memory"])
def files(request, root):
    return ProjectFiles(root) if request.param == "disk" else MemoryFiles(FILES)


def refused(files, path, *, beside="board.bnn", use=Use.REFERENCE):
    with pytest.raises(Unusable) as caught:
        files.media(files.find(path, beside=beside, use=use))
    sentence = Diagnostic(caught.value.code, None, caught.value.words)
    assert "{" not in sentence.message + (sentence.hint or "")
    return caught.value.code


@pytest.mark.parametrize(
    ("path", "beside", "key"),
    [
        ("refs/mara.png", "board.bnn", "refs/mara.png"),
        ("./refs//mara.png", "board.bnn", "refs/mara.png"),
        ("refs/mara.png", "cast/mara.bnn", "cast/refs/mara.png"),
        ("../refs/mara.png", "cast/mara.bnn", "refs/mara.png"),
        ("cast/../refs/mara.png", None, "refs/mara.png"),
        ("refs/mara.png", "<stdin>", "refs/mara.png"),
    ],
)
def test_one_file_has_one_key_however_it_is_written(files, path, beside, key):
    assert files.find(path, beside=beside, use=Use.REFERENCE).key == key


ATTACKS = [
    ("", "BNN255"),
    ("   ", "BNN255"),
    ("refs/nobody.png", "BNN240"),
    ("nowhere/mara.png", "BNN240"),
    ("board.bnn/mara.png", "BNN240"),
    ("refs/MARA.png", "BNN241"),
    ("refs/lamp.png", "BNN241"),
    ("/etc/passwd.png", "BNN242"),
    ("/refs/mara.png", "BNN242"),
    ("../outside.png", "BNN243"),
    ("refs/../../outside.png", "BNN243"),
    ("a/b/../../../../outside.png", "BNN243"),
    ("../project/refs/mara.png/../../../outside.png", "BNN243"),
    ("..", "BNN260"),
    ("C:/refs/mara.png", "BNN245"),
    ("c:mara.png", "BNN245"),
    ("//server/share/mara.png", "BNN246"),
    ("\\\\server\\share\\mara.png", "BNN246"),
    ("\\\\?\\C:\\mara.png", "BNN246"),
    ("refs\\mara.png", "BNN247"),
    ("..\\outside.png", "BNN247"),
    (".env", "BNN248"),
    ("refs/.secret/key.png", "BNN248"),
    (".bananaboard/store/a.png", "BNN248"),
    ("refs/mara.png\0.txt", "BNN249"),
    ("refs/ma\nra.png", "BNN249"),
    ("refs/ma\u2028ra.png", "BNN249"),
    ("refs/mara\x1b[2J.png", "BNN249"),
    ("refs/\ud800.png", "BNN249"),
    ("refs/nul.png", "BNN250"),
    ("refs/AUX", "BNN250"),
    ("com1.tar.png", "BNN250"),
    ("refs/", "BNN251"),
    (".", "BNN251"),
    ("https://example.com/mara.png", "BNN254"),
    ("file:refs/mara.png", "BNN254"),
    ("DATA:image/png;base64,AAAA", "BNN254"),
    ("refs/mara.png:hidden.png", "BNN256"),
    ("refs/mara?.png", "BNN256"),
    ("refs /mara.png", "BNN256"),
    ("refs./mara.png", "BNN256"),
    ("a/" * 600 + "mara.png", "BNN257"),
    ("a" * 300 + ".png", "BNN257"),
    ("\N{GREEK SMALL LETTER ALPHA}" * 140 + ".png", "BNN257"),
    ("board.bnn", "BNN260"),
    ("refs/mara", "BNN260"),
    ("mara.zip", "BNN260"),
    ("mara.SVG", "BNN261"),
    ("mara.gif", "BNN261"),
    ("pkg:nowhere/a.png", "BNN258"),
    ("pkg:", "BNN258"),
    ("pkg:../../outside.png", "BNN258"),
]


@pytest.mark.parametrize(("path", "code"), ATTACKS, ids=lambda v: ascii(v)[:40])
def test_each_attack_has_its_own_answer(files, path, code):
    assert refused(files, path) == code


@pytest.mark.parametrize(
    ("path", "use", "code"),
    [
        ("notes.txt", Use.IMPORT, "BNN271"),
        ("notes.txt", Use.TABLE, "BNN272"),
        ("board.bnn", Use.TABLE, "BNN272"),
        ("table.csv", Use.REFERENCE, "BNN260"),
    ],
)
def test_each_use_has_its_kinds(files, path, use, code):
    assert refused(files, path, use=use) == code


def test_every_use_reads_its_own(files):
    for path, use in [
        ("board.bnn", Use.BOARD),
        ("prompts/noir.j2", Use.IMPORT),
        ("table.csv", Use.TABLE),
        ("notes.txt", Use.REFERENCE),
    ]:
        assert files.read(files.find(path, beside=None, use=use)) == FILES[path]


def test_what_was_meant_is_told(files):
    with pytest.raises(Unusable) as caught:
        files.find("refs/marra.png", beside=None, use=Use.REFERENCE)
    assert caught.value.words["nearest"] == "mara.png"
    with pytest.raises(Unusable) as caught:
        files.find("refs/lamp.png", beside=None, use=Use.REFERENCE)
    assert caught.value.words["actual"] == "Lamp.png"


def test_suggestions_never_name_hidden_files(root):
    (root / "refs" / ".mara2.png").write_bytes(PNG)
    with pytest.raises(Unusable) as caught:
        ProjectFiles(root).find("refs/xmara2.png", beside=None, use=Use.REFERENCE)
    assert caught.value.words["nearest"] == "mara.png"


def test_composed_and_decomposed_accents_are_one_name(root):
    (root / "refs" / "cafe\u0301.png").write_bytes(PNG)
    found = ProjectFiles(root).find("refs/caf\u00e9.png", beside=None, use=Use.REFERENCE)
    assert ProjectFiles(root).read(found) == PNG


def test_a_folder_with_the_name_of_a_picture(root):
    (root / "refs" / "folder.png").mkdir()
    assert refused(ProjectFiles(root), "refs/folder.png") == "BNN251"


@unix
@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("../../outside.png", "BNN244"),
        ("../../outside", "BNN244"),
        ("/dev/zero", "BNN244"),
        ("/etc/passwd", "BNN244"),
        ("../../nothing-there.png", "BNN244"),
        ("nothing-there.png", "BNN240"),
        ("link.png", "BNN274"),
        (".secret/key.png", "BNN248"),
        ("../.env", "BNN248"),
    ],
)
def test_links_count_as_what_they_lead_to(root, target, code):
    (root / "refs" / "link.png").symlink_to(target)
    assert refused(ProjectFiles(root), "refs/link.png") == code


@unix
def test_a_link_to_a_folder_outside(root):
    (root / "linked").symlink_to("../outside", target_is_directory=True)
    assert refused(ProjectFiles(root), "linked/mara.png") == "BNN244"
    assert refused(ProjectFiles(root), "linked/nobody.png") == "BNN244"


@unix
def test_a_link_inside_is_its_target(root):
    (root / "refs" / "link.png").symlink_to("mara.png")
    assert ProjectFiles(root).find("refs/link.png", beside=None, use=Use.REFERENCE).key == "refs/mara.png"


@unix
def test_a_root_behind_a_link(root, tmp_path):
    (tmp_path / "shortcut").symlink_to(root)
    files = ProjectFiles(tmp_path / "shortcut")
    assert files.read(files.find("refs/mara.png", beside=None, use=Use.REFERENCE)) == PNG


@unix
def test_pipes_and_sockets_are_refused_and_never_waited_for(root):
    os.mkfifo(root / "refs" / "pipe.png")
    assert refused(ProjectFiles(root), "refs/pipe.png") == "BNN250"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(root / "refs" / "socket.png"))
        assert refused(ProjectFiles(root), "refs/socket.png") == "BNN250"


@unix
@pytest.mark.parametrize("swap", ["link", "pipe", "file", "folder above"])
def test_a_file_exchanged_after_it_was_found(root, tmp_path, swap):
    files = ProjectFiles(root)
    found = files.find("refs/mara.png", beside=None, use=Use.REFERENCE)
    picture = root / "refs" / "mara.png"
    if swap == "folder above":
        (root / "refs").rename(root / "old")
        (root / "refs").symlink_to(tmp_path / "outside", target_is_directory=True)
    else:
        picture.unlink()
    if swap == "link":
        picture.symlink_to(tmp_path / "outside.png")
    if swap == "pipe":
        os.mkfifo(picture)
    with pytest.raises(Unusable) as caught:
        files.read(found)
    assert caught.value.code == {"link": "BNN273", "pipe": "BNN250", "file": "BNN240", "folder above": "BNN273"}[swap]


@unix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser reads everything")
def test_a_file_that_may_not_be_read(root):
    (root / "refs" / "mara.png").chmod(0)
    assert refused(ProjectFiles(root), "refs/mara.png") == "BNN252"


def test_a_folder_that_the_user_lets_in(root, tmp_path):
    files = ProjectFiles(root, allow=[tmp_path / "outside"])
    found = files.find("../outside/mara.png", beside="board.bnn", use=Use.REFERENCE)
    assert found.key == "../outside/mara.png"
    absolute = files.find((tmp_path / "outside" / "mara.png").as_posix(), beside=None, use=Use.REFERENCE)
    assert absolute == found
    assert files.media(found).mime == "image/png"
    assert refused(files, "../outside.png") == "BNN243"
    assert refused(files, (tmp_path / "outside.png").as_posix()) == "BNN242"


def test_the_board_is_named_by_the_user(root):
    (root / ".drafts").mkdir()
    (root / ".drafts" / "a.bnn").write_bytes(b"draft")
    files = ProjectFiles(root)
    assert files.read(files.find(".drafts/a.bnn", beside=None, use=Use.BOARD)) == b"draft"
    absolute = files.find((root / "board.bnn").as_posix(), beside=None, use=Use.BOARD)
    assert absolute.key == "board.bnn"
    with pytest.raises(Unusable) as caught:
        files.find("../outside.png", beside=None, use=Use.BOARD)
    assert caught.value.code == "BNN243"


def test_large_files_are_refused_before_they_are_read(root):
    with (root / "refs" / "mara.png").open("r+b") as picture:
        picture.truncate(50_000_001)
    assert refused(ProjectFiles(root), "refs/mara.png") == "BNN253"


def test_a_picture_is_looked_at_again_only_when_it_changes(root, monkeypatch):
    files = ProjectFiles(root)
    found = files.find("refs/mara.png", beside=None, use=Use.REFERENCE)
    first = files.media(found)
    monkeypatch.setattr("bananaboard.dsl.files.sniff", None)
    assert files.media(found) is first
    monkeypatch.undo()
    (root / "refs" / "mara.png").write_bytes(b"gone")
    assert refused(files, "refs/mara.png") == refused(files, "refs/mara.png") == "BNN262"


def test_many_wrong_paths_do_not_ask_for_as_many_searches(root, monkeypatch):
    asked = []
    monkeypatch.setattr("bananaboard.dsl.folder.nearest", lambda *a: asked.append(a))
    files = ProjectFiles(root)
    for number in range(200):
        with pytest.raises(Unusable):
            files.find(f"refs/{number}.png", beside=None, use=Use.REFERENCE)
    assert len(asked) == 50


def test_a_case_blind_system_is_no_licence(root, monkeypatch):
    """Where `MARA.png` opens `mara.png`, it is an error all the same: the listing of the folder decides."""
    (root / "refs" / "MARA.png").write_bytes(PNG)
    listing = {"refs": "refs", "mara.png": "mara.png"}
    monkeypatch.setattr("bananaboard.dsl.folder._folds_case", lambda *_: True)
    monkeypatch.setattr("bananaboard.dsl.folder.Folders._listing", lambda *_: listing)
    assert refused(ProjectFiles(root), "refs/MARA.png") == "BNN241"
    assert ProjectFiles(root).find("refs/mara.png", beside=None, use=Use.REFERENCE).key == "refs/mara.png"
