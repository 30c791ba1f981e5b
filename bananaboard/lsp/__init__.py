"""The language server: what an editor asks about boards, answered by the same compiler as the commands."""
