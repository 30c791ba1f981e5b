"""What things are, in Markdown: for hovering over a name and beside a completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..dsl.board import Alias, Axis, LibraryAlias, Look, Macro, Maker, Param, Prompt, Reference, Scene, Subject
from ..dsl.links import Argument, File, kind_of
from ..dsl.models import model_table
from ..dsl.money import show
from ..dsl.settings import BY_NAME, fitting

if TYPE_CHECKING:
    from pathlib import Path

    from ..dsl.call import Call
    from ..dsl.model import Model
    from ..grammar import nodes
    from .desk import Opened

LISTED = 6
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")


def thing(opened: Opened, found: object) -> str:
    """A declared thing: what it is, what it says, what it costs."""
    name = getattr(found, "name", None) or "reference"
    lines = [_heading(found, name), *_lines(opened, found)]
    return "\n\n".join(line for line in lines if line)


def _heading(found: object, name: str) -> str:
    if isinstance(found, Prompt):
        named = ", ".join(p.name.text for p in found.node.parameters)
        return f"**prompt** `{name}({named})`"
    return f"`{name}`" if isinstance(found, File) else f"**{kind_of(found)}** `{name}`"


def _lines(opened: Opened, found: object) -> list[str]:
    match found:
        case Subject() | Look():
            return _subject(opened, found)
        case Reference():
            return _picture(opened, found.module.key, found.node.path)
        case Maker():
            return _maker(opened, found)
        case Scene():
            return [_priced(opened, [c for c in opened.compiled.calls if c.scene == found.name])]
        case File():
            return _shown(opened, found.beside, found.name)
        case _:
            return [_line(found)]


def _line(found: object) -> str:
    match found:
        case Axis():
            return "Values: " + _few([f"`{v.key}`" for v in found.values])
        case Param():
            default = _written(found.node.default, found)
            return f"If nobody sets it: {default}" if default else "Has to be given: `--set`."
        case Prompt():
            return quoted(found.node.text.value)
        case Macro():
            return f"From {found.source.path}"
        case Argument():
            return f"Of the prompt `{found.prompt.name}`."
        case Alias():
            return f"{found.module.key}: " + _few([f"`{n}`" for n in found.module.names])
        case LibraryAlias():
            return f"{found.key}: " + _few([f"`{n}`" for n in found.library.macros])
        case _:
            return ""


def _subject(opened: Opened, subject: Subject | Look) -> list[str]:
    from ..grammar import nodes

    module = subject.subject.module if isinstance(subject, Look) else subject.module
    if isinstance(subject.node, nodes.Reference):
        return _picture(opened, module.key, subject.node.path)
    lines = [quoted(subject.node.description.value)] if subject.node.description is not None else []
    if subject.members:
        lines.append("Members: " + _few([f"`{m}`" for m in subject.members]))
    given = next((p for p in subject.pictures if isinstance(p, Reference)), None)
    if given is not None:
        return lines + _picture(opened, module.key, given.node.path)
    return [*lines, "No picture is given." if subject.pictures else "No picture: it is described in words."]


def _picture(opened: Opened, beside: str, path: nodes.Text) -> list[str]:
    return [f"`{path.value}`", *_shown(opened, beside, path.value)]


def _shown(opened: Opened, beside: str, written: str) -> list[str]:
    """The picture itself, where it is one and lies in the project."""
    if not written.lower().endswith(PICTURES) or "{{" in written or beside.startswith("pkg:"):
        return []
    path: Path = (opened.file(beside).parent / written).resolve()
    if not path.is_relative_to(opened.root.resolve()) or not path.is_file():
        return []
    return [f"![{path.name}]({path.as_uri()}|width=240)"]


def _maker(opened: Opened, maker: Maker) -> list[str]:
    calls = [c for c in (*opened.compiled.calls, *opened.compiled.spare) if _of(c, maker)]
    prompt = maker.node.prompt
    lines = [quoted(prompt.value)] if hasattr(prompt, "value") else []
    lines.append(_priced(opened, calls))
    if calls and calls[0].needs:
        lines.append("Needs " + _few([f"`{n}`" for n in calls[0].needs]))
    return lines


def _of(call: Call, maker: Maker) -> bool:
    return call.address.partition("[")[0] == maker.path and call.file == maker.module.key


def priced(calls: list[Call]) -> str:
    """How many pictures calls are, and what they cost on the models' own service."""
    requests = sum(c.takes for c in calls)
    costs = [None if c.cost.expected is None else c.cost.expected * c.takes for c in calls]
    total = None if any(c is None for c in costs) else sum(c or 0 for c in costs)
    what = "1 picture" if requests == 1 else f"{requests:,} pictures"
    return f"{what}, {'price unknown' if total is None else 'about ' + show(total)}"


def _priced(opened: Opened, calls: list[Call]) -> str:
    if not calls:
        return "" if opened.compiled.calls else "Priced when the board has no errors."
    models = list(dict.fromkeys(c.model for c in calls))
    return f"{priced(calls)} ({_few(models)})"


def _written(node: nodes.Value | None, param: Param) -> str:
    if node is None:
        return ""
    text = param.module.source.text[node.start : node.end]
    return f"`{text}`" if "\n" not in text else quoted(text)


def setting(name: str) -> str | None:
    """A setting: what it is for, what it takes, what holds if nobody sets it."""
    spec = BY_NAME.get(name)
    if spec is None:
        return None
    lines = [f"**{name}**: {spec.about}", f"Takes {spec.takes.value}."]
    if spec.words:
        lines.append("Words: " + ", ".join(f"`{w}`" for w in spec.words))
    lines.append(f"If nobody sets it: `{spec.default}`." if spec.default else "If nobody sets it, nothing is sent.")
    lines.append(f"Stands in: {fitting(name)}.")
    return "\n\n".join(lines)


def model(name: str) -> str | None:
    """A model: what it can, what it costs, when it ends."""
    found = model_table().find(name)
    return None if found is None else _model(found)


def _model(found: Model) -> str:
    sizes = ", ".join(found.sizes)
    lines = [
        f"**{found.called}** `{found.id}`",
        f"Sizes: {sizes}",
        f"Pictures that may go along: {found.references.total}",
    ]
    costs = [f"{size}: {show(found.image_nano * tokens)}" for size, tokens in found.sizes.items() if found.image_nano]
    if costs:
        lines.append("A picture's own tokens cost " + ", ".join(costs) + f" (prices of {found.as_of})")
    if found.retires is not None:
        lines.append(f"Ends on {found.retires}.")
    return "\n\n".join(lines)


def quoted(text: str) -> str:
    """Words of a board as a quotation: nothing in them is Markdown."""
    shortened = text if len(text) <= 600 else text[:600] + " …"
    escaped = "".join("\\" + c if c in "\\`*_{}[]<>()#+-.!|~" else c for c in shortened)
    return "\n".join("> " + line for line in escaped.splitlines())


def _few(names: list[str]) -> str:
    return ", ".join(names[:LISTED]) + (f" and {len(names) - LISTED} more" if len(names) > LISTED else "")
