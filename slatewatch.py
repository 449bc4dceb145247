"""The command. Each verb is one function in ``commands/``, imported only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from keyword import iskeyword

import click

VERBS = {
    "demo": ("commands.demo", "Run the main job on the built-in replay of real history."),
    "run": ("commands.run", "Crawl, judge, diff and publish: what cron runs."),
    "publish": ("commands.run", "Write the feeds and pages again from the database."),
    "schedule": ("commands.schedule", "Crawl each source when it is due, until stopped."),
    "serve": ("commands.watch", "Serve the feeds and pages; any search is a feed."),
    "watch": ("commands.watch", "Watch lists: list them, import one, test its messages."),
    "changes": ("commands.look", "List the changes found."),
    "show": ("commands.show", "A production's timeline, with its evidence."),
    "search": ("commands.look", "Find productions and reports by words."),
    "status": ("commands.look", "How each source is doing."),
    "sources": ("commands.add", "The sources and how they are read; add one by its address."),
    "check": ("commands.check", "Fetch a page of a source and show what is found in it."),
    "review": ("commands.review", "What a person could decide, best first."),
    "link": ("commands.decide", "Say that two productions are one."),
    "split": ("commands.decide", "Say that a source's reports are about another production."),
    "withdraw": ("commands.decide", "Take a published change back."),
    "backfill": ("commands.backfill", "Fill the timelines from the Wayback Machine or from WARC files."),
    "import": ("commands.bring", "Bring what other machines read of archives into the database."),
    "rebuild": ("commands.rebuild", "Read every stored page again with today's rules, and compare."),
    "backup": ("commands.keep", "Copy the database while it is in use."),
    "doctor": ("commands.keep", "Look for what is wrong, with advice."),
    "story": ("commands.story", "A production's story in a paragraph, with footnotes."),
    "forecast": ("commands.forecast", "When a production will be released, and why so."),
    "export": ("commands.export", "Write tables as CSV, JSON lines or Parquet."),
    "datasette": ("commands.datasette", "The database in a browser, with canned queries."),
    "completion": ("commands.completion", "What a shell needs to complete verbs and options."),
    "extract": ("commands.extract", "Read JSON lines of pages, write their reports."),
}


class Verbs(click.Group):
    """A group whose commands are imported when they are needed, so that ``--help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        name = cmd_name.replace("-", "_")
        name += "_" if iskeyword(name) else ""
        command: click.Command = getattr(import_module(VERBS[cmd_name][0]), name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            if near := difflib.get_close_matches(args[0], VERBS, n=1):
                raise click.UsageError(f"no such command '{args[0]}'; did you mean '{near[0]}'?", ctx) from error
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="slatewatch")
def main() -> None:
    """slatewatch follows films and series while they are made: what started filming, wrapped, moved, was cancelled.

    It reads listings and news politely, keeps every piece of evidence in one SQLite file, and publishes what really
    changed as feeds. Begin with 'slatewatch demo'.

    Every verb exits with 0 when it is done, 1 when something failed (said in one line), 2 when it was used wrongly.
    """


if __name__ == "__main__":
    sys.exit(main())
