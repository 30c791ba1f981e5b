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


# Bash breaks words at `:` and `=`, which addresses are full of: the line is cut here as the command would see it,
# and what bash takes for words of their own is taken off the answers. Values are never expanded as patterns.
BASH = """\
_bnn_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" word kept="" answer words
    read -r -a words <<< "$line"
    local count=$(( ${#words[@]} - 1 ))
    word="${line##*[[:space:]]}"
    [[ -z $word ]] && count=$(( count + 1 ))
    [[ $COMP_WORDBREAKS == *:* && $word == *[:=]* ]] && kept="${word%"${word##*[:=]}"}"
    COMPREPLY=()
    while IFS= read -r answer; do
        answer="${answer#plain,}"
        COMPREPLY+=("${answer#"$kept"}")
    done < <(env COMP_WORDS="$line" COMP_CWORD="$count" _BNN_COMPLETE=bash_complete "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]] && compopt -o nospace
    return 0
}
complete -o nosort -F _bnn_completion bnn
"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@color_option
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands in a shell."""
    screen().out(BASH if shell == "bash" else _clicks_own(ctx, shell))


def _clicks_own(ctx: click.Context, shell: str) -> str:
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    return found(ctx.find_root().command, {}, "bnn", "_BNN_COMPLETE").source()
