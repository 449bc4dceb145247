"""``completion``: what a shell needs so that the tab key knows the verbs and their options."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from commands.common import OneOf, plain_errors

SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "fish": FishComplete, "zsh": ZshComplete}
INSTALL = """\b
To install it:
  slatewatch completion bash > ~/.local/share/bash-completion/completions/slatewatch
  slatewatch completion zsh > ~/.zfunc/_slatewatch
  slatewatch completion fish > ~/.config/fish/completions/slatewatch.fish"""


@click.command(epilog=INSTALL)
@click.argument("shell", type=OneOf(lambda: SHELLS))
@click.pass_context
@plain_errors
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script for SHELL. It needs bash 4.4 or newer, zsh or fish. Exit 0; 2: wrong usage."""
    made = SHELLS[shell](ctx.find_root().command, {}, "slatewatch", "_SLATEWATCH_COMPLETE")
    click.echo(made.source_template % made.source_vars())
