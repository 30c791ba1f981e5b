"""A project's ledger and store on their way to another place: copied, compared, then taken from the old one."""

from __future__ import annotations

import filecmp
import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..grammar.diagnostic import Diagnostic
from .account import account_folder, text_of, writing
from .configuration import Misconfigured, configuration
from .home import HOME, MARK, OWNER, home_of, in_use, marked, own_home, settle_mark
from .lock import is_held, locked
from .store import sync

if TYPE_CHECKING:
    from collections.abc import Iterator

LEFT = frozenset({".gitignore", MARK, "ledger.lock"})  # what stays in a project's folder, or is made again


def move_out(root: Path) -> Path:
    """Move what a project keeps into the user's folder of stores; where it is then. Raises Misconfigured."""
    folder, source = configuration().folder, root / HOME
    if folder is None:
        raise _refused(source, "your configuration names no folder of stores: a line `folder` below `[store]`")
    if marked(root) is not None:
        return home_of(root)
    target = own_home(folder, root)
    if not in_use(source):
        raise _refused(source, "nothing is kept here yet, and the first run puts everything into the folder of stores")
    if target.exists():
        raise _refused(source, f"{target} is there already")
    with _alone(source):
        draft = target.with_name(f".{target.name}.moving")
        _copy(source, draft)
        draft.rename(target)
        sync(target.parent)
        settle_mark(root, target)
        _clear(source)
    _known(source, target)
    return target


def move_in(root: Path) -> Path:
    """Move what a project keeps in the user's folder of stores into the project. Raises Misconfigured."""
    target = root / HOME
    if marked(root) is None and in_use(target):
        return target
    source = home_of(root)
    if source == target or not source.is_dir():
        raise _refused(source, "nothing is kept there")
    if in_use(target):
        raise _refused(source, f"something else is kept in {target}")
    draft, old = root / f"{HOME}.moving", root / f"{HOME}.old"
    with _alone(source):
        _copy(source, draft)
        (draft / OWNER).unlink(missing_ok=True)
        (draft / ".gitignore").write_text("*\n", "utf-8")
        if target.exists():
            target.rename(old)
        draft.rename(target)
        sync(root)
        shutil.rmtree(old, ignore_errors=True)
        shutil.rmtree(source, ignore_errors=True)
    _known(source, target)
    return target


def _refused(home: Path, reason: str) -> Misconfigured:
    return Misconfigured(Diagnostic("BNN668", None, {"home": str(home), "reason": reason}))


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """No run is under way and none begins; whatever goes wrong is told as a refusal."""
    try:
        with ExitStack() as held:
            for ledger in sorted(home.glob("**/ledger.lock")):
                held.enter_context(locked(ledger))
            if any(is_held(lock) for lock in home.glob("**/runs/*.lock")):
                raise _refused(home, "a run is under way")
            yield
    except OSError as fault:  # shutil's own errors are among them
        raise _refused(home, _said(fault)) from fault


def _said(fault: OSError) -> str:
    if isinstance(fault, shutil.Error):
        return str(fault.args[0][0][2] if fault.args and fault.args[0] else fault)
    return f"{fault.strerror or fault}" + (f": {fault.filename}" if fault.filename else "")


def _copy(source: Path, draft: Path) -> None:
    """A copy that is on the disk and the same to the last byte, or none. Raises OSError."""
    draft.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(draft, ignore_errors=True)
    try:
        shutil.copytree(source, draft, symlinks=True, ignore=_unmoved)
        for copy in sorted(draft.rglob("*")):
            _settle(source / copy.relative_to(draft), copy)
        sync(draft)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _unmoved(folder: str, names: list[str]) -> set[str]:
    """Locks and what is half written are of no use elsewhere."""
    inside = Path(folder).name
    return {n for n in names if n in LEFT or inside == "tmp" or (inside == "runs" and n.endswith(".lock"))}


def _settle(source: Path, copy: Path) -> None:
    if copy.is_symlink():
        return
    if copy.is_dir():
        sync(copy)
        return
    if not filecmp.cmp(source, copy, shallow=False):
        raise OSError(f"the copy of {source.name} is not the same")
    with copy.open("rb") as file:
        os.fsync(file.fileno())


def _clear(source: Path) -> None:
    """Empty a project's folder, the ledger first: what is left of the rest, if anything, is never taken for a home."""
    (source / "ledger.sqlite").unlink(missing_ok=True)
    for entry in sorted(source.iterdir()):
        if entry.name in (".gitignore", MARK):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)


def _known(source: Path, target: Path) -> None:
    """The user's own book finds the ledger in its new place."""
    if not (account_folder() / "account.sqlite").exists():
        return
    with writing(account_folder()) as db:
        for table in ("project", "run"):
            db.execute(f"UPDATE {table} SET home=? WHERE home=?", (text_of(target), text_of(source)))  # noqa: S608 - ours
