"""Where a ledger may lie: on a disk of this computer, in no folder that a service copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from bananaboard.grammar.diagnostic import Severity
from bananaboard.runtime import footing
from bananaboard.runtime.footing import mounted_as, shaky, unsafe
from bananaboard.runtime.root import Workspace

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /proc rw - proc proc rw
40 22 0:40 / /mnt/share rw shared:2 - nfs4 server:/export rw
41 40 8:2 / /mnt/share/local rw - xfs /dev/sdb1 rw
42 22 0:41 / /mnt/with\040space rw - cifs //server/x rw
43 22 0:42 / /home/u/ssh rw - fuse.sshfs u@h:/ rw
a line that is none
44 22 0:43 -
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/u/board", "ext4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/deep/er", "nfs4"),
        ("/mnt/share/local/x", "xfs"),
        ("/mnt/sharepoint", "ext4"),
        ("/mnt/with space/x", "cifs"),
        ("/home/u/ssh/x", "fuse.sshfs"),
    ],
)
def test_the_innermost_mount_counts(folder, kind):
    assert mounted_as(Path(folder), MOUNTS.splitlines()) == kind


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive/boards", "OneDrive"),
        ("OneDrive - A Company/boards", "OneDrive"),
        ("Dropbox/x", "Dropbox"),
        ("Dropbox (Team)/x", "Dropbox"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud"),
        ("iCloudDrive/x", "iCloud"),
        ("Google Drive/My Drive/x", "Google Drive"),
        ("Nextcloud/x", "a cloud service"),
    ],
)
def test_folders_that_are_copied(tmp_path, folder, service):
    assert shaky(tmp_path / folder) == f"a folder that {service} copies"
    problem = unsafe(Workspace(tmp_path / folder))
    assert problem.severity is Severity.ERROR
    assert service in problem.message
    assert "--anyway" in problem.hint


@pytest.mark.parametrize("folder", ["boards", "my Dropbox notes", "onedrive.bak", "Dropboxes"])
def test_other_folders_are_fine(tmp_path, folder):
    assert unsafe(Workspace(tmp_path / folder)) is None


def test_what_is_pretended_may_lie_anywhere(tmp_path):
    assert unsafe(Workspace(tmp_path / "Dropbox", realm="rehearsal")) is None


def test_a_disk_of_another_computer(tmp_path, monkeypatch):
    table = tmp_path / "mountinfo"
    table.write_text(f"40 22 0:40 / {tmp_path.resolve()} rw - nfs server:/ rw\n")
    monkeypatch.setattr(footing, "MOUNTS", table)
    assert shaky(tmp_path / "boards") == "a disk of another computer"
    monkeypatch.setattr(footing, "MOUNTS", tmp_path / "nothing")
    assert shaky(tmp_path / "boards") is None


def test_a_link_leads_where_it_leads(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "boards").symlink_to(tmp_path / "Dropbox")
    assert shaky(tmp_path / "boards") == "a folder that Dropbox copies"
