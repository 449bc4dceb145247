"""``completion``: what a shell needs so that the tab key knows the verbs and their options."""

from __future__ import annotations

import click

from commands.common import plain_errors

PLACES = {
    "bash": "slatewatch completion bash > ~/.local/share/bash-completion/completions/slatewatch",
    "zsh": "slatewatch completion zsh > ~/.zfunc/_slatewatch",
    "fish": "slatewatch completion fish > ~/.config/fish/completions/slatewatch.fish",
}


@click.command(epilog="\b\nTo install it:\n  " + "\n  ".join(PLACES.values()))
@click.argument("shell", type=click.Choice(list(PLACES)))
@plain_errors
def completion(shell: str) -> None:
    """Print the completion script for SHELL."""
    from click.shell_completion import get_completion_class

    from slatewatch import main

    found = get_completion_class(shell)
    assert found is not None, f"click knows no completion for {shell}"
    script = found(main, {}, "slatewatch", "_SLATEWATCH_COMPLETE")
    click.echo(script.source_template % script.source_vars())
