"""The words of `%banana`, and what each does, as `%banana help` says it."""

from __future__ import annotations

WORDS = {
    "plan": "what would be made of the whole board, why, and what it costs",
    "run": "make everything of the board that is new or changed",
    "status": "what there is: each picture with its takes",
    "pick": "`pick ADDRESS TAKE`: the take that counts from here on; without TAKE, shows them",
    "reroll": "`reroll ADDRESS`: one more take",
    "show": "`show ADDRESS`: one picture's whole story",
    "log": "every request that was ever sent, and its cost",
    "models": "models, limits and prices",
    "board": "the whole text so far; `board NAME` gives the board a name",
    "stop": "send nothing more, and let come in what is on its way; `stop now` gives that up, paid as it is",
    "reset": "forget the board, or `reset NAME` one thing that it declares; what was made stays",
    "help": "`help WORD`, `help SETTING` or `help BNN301`: more about it",
}
