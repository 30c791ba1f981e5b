"""What kind of disk a project lies on: folders over a network, and folders that a service copies, are not safe."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .root import Workspace

NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afs", "afpfs", "ncp", "ncpfs", "davfs", "webdav", "glusterfs",
        "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.s3fs", "fuse.gcsfuse", "fuse.glusterfs",
        "fuse.curlftpfs", "fuse.smbnetfs",
    )
)  # fmt: skip
# Names of the folders that services keep in step between computers.
SYNCED = (
    (re.compile(r"OneDrive( - .+)?"), "OneDrive"),
    (re.compile(r"Dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"Google ?Drive|GoogleDrive-.+|My Drive"), "Google Drive"),
    (re.compile(r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents"), "iCloud"),
    (re.compile(r"Nextcloud|ownCloud|pCloud(Drive| Drive)|Box Sync|MEGAsync|CloudStorage"), "a cloud service"),
)
MOUNTS = Path("/proc/self/mountinfo")


def unsafe(workspace: Workspace) -> Diagnostic | None:
    """Why nothing paid for may be kept where a project keeps its pictures; None where it may.

    What is only pretended may lie anywhere, and so may sketches: whoever asks knows that money is to be spent.
    """
    if workspace.realm or (kind := shaky(workspace.home)) is None:
        return None
    return Diagnostic("BNN634", None, {"kind": kind, "place": str(workspace.home)})


def shaky(folder: Path) -> str | None:
    """Why a ledger is not safe in a folder, as something that a project lies on; None where nothing is known of it."""
    real = Path(os.path.realpath(folder))
    for part in real.parts:
        for name, service in SYNCED:
            if name.fullmatch(part):
                return f"a folder that {service} copies"
    if _remote(real):
        return "a disk of another computer"
    return None


def _remote(real: Path) -> bool:
    if sys.platform == "win32":
        return str(real).startswith("\\\\")
    try:
        lines = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return False
    return mounted_as(real, lines) in NETWORK


def mounted_as(folder: Path, lines: Iterable[str]) -> str:
    """The type of the file system that a folder lies in, by lines of Linux's `mountinfo`; "" where none holds it."""
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), fields[4]))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), right.split()[0]
    return kind
