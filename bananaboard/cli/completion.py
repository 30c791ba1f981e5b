"""`bnn completion`: the script that lets a shell complete commands, boards and addresses."""

from __future__ import annotations

import click

from .options import color_option
from .screen import screen

EPILOG = """\b
Put one of these where your shell starts:
  bash    eval "$(bnn completion bash)"               in ~/.bashrc
  zsh     eval "$(bnn completion zsh)"                in ~/.zshrc
  fish    bnn completion fish > ~/.config/fish/completions/bnn.fish
"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@color_option
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in a shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    words = found(ctx.find_root().command, {}, "bnn", "_BNN_COMPLETE")
    # Not `source()`: that starts bash to ask for its version.
    screen().out(words.source_template % words.source_vars())
