"""What the commands say, as it is typed in a notebook: `%banana run` for `bnn run story.ipynb`."""

from __future__ import annotations

import re

from .wrapping import CODE, FRAME

_VERB = r"\bbnn (plan|run|pick|status|show|log|models)"
_TYPED = re.compile(_VERB + r" (?:FILE\b|'[^']+\.ipynb'|[^\s`']+\.ipynb)|(?<=`)" + _VERB + r"(?=`| --refresh)")
_EXPLAINED = re.compile(r"(?<=`)bnn explain (?=BNN\d+`)")
_USAGE = re.compile(
    r"Usage: bnn \w+ \[OPTIONS\](?: FILE| \[FILE\])?(?P<rest>[^\n]*)\n.*?^Error: (?P<why>.*)", re.M | re.S
)


def in_notebook(text: str) -> str:
    """A text with its commands as a notebook takes them. Lines of boards in it stay as they are."""
    return "\n".join(x if FRAME.match(CODE.sub("", x)) else _line(x) for x in text.split("\n"))


def _line(line: str) -> str:
    line = _TYPED.sub(lambda found: f"%banana {found[1] or found[2]}", line)
    return _EXPLAINED.sub("%banana help ", line).replace("in this terminal:", "before Jupyter is started:")


def refused(verb: str, said: str) -> str:
    """Why a command failed; where it was written wrong, how it is written behind `%banana`."""
    usage = _USAGE.search(said)
    if usage is None:
        return in_notebook(said)
    why = usage["why"].strip().replace("Missing argument 'PICTURE'", "it needs the address of a picture")
    written = f"%banana {verb}{usage['rest'].rstrip()}"
    return f"%banana {verb}: {why}\nIt is written `{written}`. `%banana help {verb}` says what it does."
