"""What may stand in which block, and what people call each statement."""

from __future__ import annotations

from ..grammar import nodes
from .settings import Where

# What may stand in each block, besides settings.
INSIDE: dict[str, tuple[type, ...]] = {
    "file": (
        nodes.Import, nodes.FromImport, nodes.Param, nodes.Storyboard, nodes.Subject, nodes.Reference,
        nodes.Prompt, nodes.Scene, nodes.Shot, nodes.Edit, nodes.Final,
    ),
    "storyboard": (nodes.Variant, nodes.Except),
    "subject": (nodes.Reference, nodes.View, nodes.Look),
    "look": (nodes.Reference, nodes.View),
    "scene": (nodes.Variant, nodes.Except, nodes.Reference, nodes.Shot, nodes.Edit),
    "shot": (nodes.Variant, nodes.Except, nodes.Reference),
    "edit": (nodes.Variant, nodes.Except, nodes.Reference),
    "view": (nodes.Reference,),
    "reference": (),
    "final": (),
}  # fmt: skip
WHERE = {
    "storyboard": Where.STORYBOARD, "subject": Where.SUBJECT, "look": Where.LOOK, "scene": Where.SCENE,
    "shot": Where.SHOT, "edit": Where.EDIT, "view": Where.VIEW, "final": Where.FINAL, "reference": Where.REFERENCE,
}  # fmt: skip
HOMES = {
    nodes.View: "a character, location, prop, style or look", nodes.Look: "a character, location, prop or style",
    nodes.Variant: "the storyboard, a scene or a shot",
    nodes.Except: "the storyboard, a scene or a shot, beside variants",
    nodes.Shot: "a scene, or the top of the file", nodes.Edit: "a scene, or the top of the file",
    nodes.Reference: "the top of the file, a subject, a look, a scene, a shot or an edit",
}  # fmt: skip
CALLED = {
    nodes.Import: "import", nodes.FromImport: "from", nodes.Param: "param", nodes.Storyboard: "storyboard",
    nodes.Reference: "reference", nodes.View: "view", nodes.Look: "look", nodes.Prompt: "prompt", nodes.Scene: "scene",
    nodes.Shot: "shot", nodes.Edit: "edit", nodes.Variant: "variant", nodes.Except: "except", nodes.Final: "final",
}  # fmt: skip
# What begins a statement and no setting.
STATEMENTS = frozenset({*CALLED.values(), "character", "location", "prop"} - {"final", "from"})


def keyword(node: nodes.Statement) -> str:
    """The word that a statement begins with."""
    return node.kind if isinstance(node, nodes.Subject) else CALLED.get(type(node), "statement")
