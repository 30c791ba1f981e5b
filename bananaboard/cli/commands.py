"""The table of commands: their names and first sentences are known without importing one."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click
from click.shell_completion import CompletionItem

from .options import color_option

# In the order in which somebody meets them.
TABLE = {
    "new": "Write a starter board that runs as it is.",
    "check": "Show everything that is wrong with boards.",
    "fmt": "Put boards into the one canonical form.",
    "plan": "Show what would be made, why, and what it costs.",
    "run": "Make the pictures that are new or changed.",
    "watch": "Check and plan a board whenever it is saved, and draw it where that is free.",
    "pick": "Choose the take of a picture that counts.",
    "status": "Show what there is: each picture with its takes.",
    "show": "Show the whole story of one picture.",
    "log": "Show every request that was ever sent for a board.",
    "review": "Look at a board in the browser: compare takes, pick, and note.",
    "import": "Write a board of pictures, a screenplay or a shot list.",
    "export": "Write a board in a form that can be handed on.",
    "gc": "Clear away pictures that nothing needs any more.",
    "config": "Show your own configuration: who draws, what a month may cost, where pictures are kept.",
    "doctor": "Show what is set up, what is missing, and what would be used.",
    "library": "Show what prompt libraries offer, or begin one of your own.",
    "models": "List models with their limits and prices.",
    "recover": "Make the list of what was made again, where it is damaged or gone.",
    "restore": "Bring back paid pictures that are missing here.",
    "explain": "Explain an error code, with an example.",
    "rehearsal": "Pretend to be an image service that is slow, paid, and fails.",
    "lsp": "Serve an editor on standard input and output: errors while typing, completion, names and prices.",
    "completion": "Print the script that completes commands in a shell.",
}


class Commands(click.Group):
    """Imports the module of a command when it is asked for, and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's
        """All of them."""
        return list(TABLE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        """The command in the module of that name."""
        if cmd_name not in TABLE:
            return None
        module = f".{cmd_name}_" if iskeyword(cmd_name) else f".{cmd_name}"
        command = import_module(module, __package__).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        """Without importing ten modules for ten lines."""
        with formatter.section("Commands"):
            formatter.write_dl(list(TABLE.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Without importing ten modules for ten words."""
        found = [CompletionItem(name, help=told) for name, told in TABLE.items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """With a guess for what is misspelt."""
        known = not args or args[0] in TABLE or args[0].startswith("-")
        if not known and not ctx.resilient_parsing:
            raise click.UsageError(unknown(args[0]), ctx)
        return super().resolve_command(ctx, args)


def unknown(name: str) -> str:
    """What to say about a command that is not there."""
    from ..dsl.nearest import nearest

    near = nearest(name, TABLE)
    if near:
        return f"There is no command `{name}`. Did you mean `{near}`?"
    hint = f" To run a board: `bnn run {name}`." if name.endswith(".bnn") else ""
    return f"There is no command `{name}`.{hint}"


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        number = version("bananaboard")
    except PackageNotFoundError:
        number = "(not installed)"
    click.echo(f"bnn {number}")
    ctx.exit()


EPILOG = """\b
Begin with:
  bnn new kite          writes kite.bnn, a little story
  bnn run kite.bnn      draws it, free and offline
Boards are drawn as sketches unless you name another engine: nothing costs money unasked.
"""


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version and end."
)
@color_option
def bnn() -> None:
    """Storyboards and consistent characters as text: checked, priced, then drawn."""
