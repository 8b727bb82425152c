"""The commands, made from the tables when they are asked for. Help imports nothing of the SDK."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from . import tables, values
from .tables import Argument, Verb


class _Group(click.Group):
    """A group whose members are looked up by name."""

    def names(self) -> dict[str, str]:
        """The members and a line about each."""
        raise NotImplementedError

    def make(self, name: str) -> click.Command | None:
        """One member."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self.names(), *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or self.make(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Click would make every command for its short help.
        rows = list(self.names().items())
        own = [(name, one.get_short_help_str(80)) for name, one in self.commands.items() if not one.hidden]
        with formatter.section("Commands"):
            formatter.write_dl([(name, said.split("\n", 1)[0]) for name, said in rows] + own)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            import difflib

            near = difflib.get_close_matches(args[0], self.list_commands(ctx))
            hint = f"did you mean {' or '.join(near)}?" if near else f"see {ctx.command_path} --help"
            raise click.UsageError(f"no such command: {args[0]!r}; {hint}", ctx) from None


class _Root(_Group):
    def names(self) -> dict[str, str]:
        return {name.replace("_", "-"): f"{title}." for name, title in tables.providers().items()}

    def make(self, name: str) -> click.Command | None:
        package = name.replace("-", "_")
        return _Provider(package) if package in tables.providers() else None


class _Provider(_Group):
    def __init__(self, name: str) -> None:
        super().__init__(
            name.replace("_", "-"), help=f"{tables.providers()[name]}: its resources.", no_args_is_help=True
        )
        self.provider = name

    def names(self) -> dict[str, str]:
        return {name: one["help"] for name, one in tables.table(self.provider)["resources"].items()}

    def make(self, name: str) -> click.Command | None:
        known = tables.table(self.provider)["resources"].get(name)
        return _Resource(self.provider, name, known["help"]) if known else None


class _Resource(_Group):
    def __init__(self, provider: str, name: str, help: str) -> None:
        super().__init__(name, help=help, no_args_is_help=True)
        self.provider = provider

    def names(self) -> dict[str, str]:
        known = tables.table(self.provider)["resources"][self.name]["commands"]
        return {name: one["help"].split("\n", 1)[0] for name, one in known.items()}

    def make(self, name: str) -> click.Command | None:
        found = tables.verb(self.provider, self.name or "", name)
        return Command(found) if found else None


def _common(verb: Verb) -> list[click.Parameter]:
    """The flags that are the command line's own."""
    found: list[click.Parameter] = [
        click.Option(["--input", "input"], metavar="FILE", help="YAML or JSON of the arguments; - is stdin."),
        click.Option(["--example", "example"], is_flag=True, help="Print such a file and stop."),
    ]
    if verb.result != "none":
        formats = click.Choice(["json", "jsonl", "csv", "table"])
        found += [
            click.Option(["-o", "--output", "output"], type=formats, help="Table in a terminal, else json."),
            click.Option(["-q", "--quiet", "quiet"], is_flag=True, help="Print ids only, one a line."),
            click.Option(
                ["--show-sensitive", "show_sensitive"], is_flag=True, help="Do not mask personal data."
            ),
            click.Option(["--show-url", "show_url"], is_flag=True, help="Print signed links whole."),
        ]
    if verb.result == "page":
        found += [
            click.Option(
                ["--limit", "limit"], type=click.IntRange(1), default=50, show_default=True, help="Rows."
            ),
            click.Option(["--all", "all"], is_flag=True, help="Every row, page by page."),
        ]
    if verb.result == "binary":
        found.append(click.Option(["--to", "to"], type=click.Path(), help="File or folder; - is stdout."))
    if verb.wait:
        found += [
            click.Option(["--wait", "wait"], is_flag=True, help="Wait for the end and print that."),
            click.Option(["--timeout", "timeout"], type=click.FLOAT, help="Seconds to wait at most."),
        ]
    if verb.billable:
        said = "What it may cost at most, as '20 credits'; an unknown price is refused."
        found += [
            click.Option(["-y", "--yes", "yes"], is_flag=True, help="Send it although it can cost money."),
            click.Option(["--max-cost", "max_cost"], metavar="'AMOUNT CURRENCY'", help=said),
        ]
    if verb.endpoint and not verb.read_only:
        said = "Check everything, print the masked request and its price, send nothing."
        found.append(click.Option(["--dry-run", "dry_run"], is_flag=True, help=said))
    found += [
        click.Option(["--profile", "profile"], help="Profile of the configuration file."),
        click.Option(["--environment", "environment"], help="Environment of the provider."),
        click.Option(["--base-url", "base_url"], help="Another address of the API."),
        click.Option(["--debug", "debug"], is_flag=True, help="Show tracebacks."),
    ]
    return found


class Command(click.Command):
    """One method of one provider."""

    def __init__(self, verb: Verb) -> None:
        self.verb = verb
        self.own = [_option(verb, argument) for argument in verb.arguments]
        required = [a.name.upper() + ("..." if a.many else "") for a in verb.arguments if a.required]
        loose = click.Argument(["loose"], nargs=-1, metavar=" ".join(f"[{name}]" for name in required))
        super().__init__(
            verb.name,
            params=[*self.own, *([loose] if required else []), *_common(verb)],
            help=verb.help,
            callback=self._run,
        )

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Docstrings are wrapped already, for a width that may not be this terminal's.
        formatter.write_paragraph()
        with formatter.indentation():
            for paragraph in self.verb.help.split("\n\n"):
                formatter.write_text(" ".join(paragraph.replace("``", "").split()))
                formatter.write_paragraph()

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, wanted in (("Arguments", True), ("Options", False)):
            rows = [
                record
                for one in self.get_params(ctx)
                if (one in self.own) is wanted and (record := one.get_help_record(ctx)) is not None
            ]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _run(self, **given: Any) -> None:
        if given.pop("example", False):
            click.echo(values.example(self.verb))
            return
        flags = {a.name: given.pop(f"arg_{a.name}") for a in self.verb.arguments}
        arguments = values.gather(self.verb, flags, given.pop("loose", ()), given.pop("input"))
        from .run import Settings, run

        sys.exit(run(self.verb, arguments, Settings(**given)))


def _option(verb: Verb, argument: Argument) -> click.Option:
    name = values.flag(verb, argument)
    said = argument.help
    if argument.required:
        said = f"{said} [required]".strip()
    if argument.type == "boolean":
        return click.Option([f"{name}/--no-{name[2:]}", f"arg_{argument.name}"], default=None, help=said)
    return click.Option(
        [name, f"arg_{argument.name}"],
        type=values.param_type(argument),
        multiple=argument.many,
        metavar={"json": "JSON", "sftp": "USER[@HOST]", "file": "PATH"}.get(argument.type),
        help=said,
    )


@click.group(cls=_Root, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clientome", prog_name="clientome")
def clientome() -> None:
    """Typed clients of genomics and structural biology, from the shell.

    clientome PROVIDER RESOURCE VERB runs one method. Data goes to stdout, everything else to stderr.
    """


@clientome.command(
    "sandbox",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    short_help="Local servers.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def _sandbox(arguments: Sequence[str]) -> None:
    """Start local servers that behave as the providers are described: `clientome sandbox --help`."""
    from clientome.sandbox.__main__ import main

    sys.exit(main(list(arguments)))


def _provider_argument() -> click.Argument:
    known = [name.replace("_", "-") for name in tables.providers()]
    return click.Argument(["provider"], type=click.Choice(known))


def _account(name: str, short: str) -> click.Command:
    """`login`, `logout` or `whoami`."""

    def carry_out(provider: str, profile: str | None) -> None:
        from . import login
        from .run import guarded

        sys.exit(guarded(lambda: getattr(login, name)(provider.replace("-", "_"), profile)))

    option = click.Option(["--profile", "profile"], help="Profile of the configuration file.")
    return click.Command(name, params=[_provider_argument(), option], help=short, callback=carry_out)


clientome.add_command(_account("login", "Keep credentials in the system's keyring."))
clientome.add_command(_account("logout", "Take credentials out of the keyring."))
clientome.add_command(_account("whoami", "Which address and credentials a command would use."))


@clientome.command("doctor", short_help="What is set up and what is wrong.")
@click.argument("provider", required=False)
@click.option("--profile", help="Profile of the configuration file.")
@click.option(
    "--read-only", is_flag=True, help="Make the free GETs and compare the answers with the description."
)
@click.option("--report", type=click.Path(), help="Where the report goes; names and types only, no values.")
def _doctor(provider: str | None, profile: str | None, read_only: bool, report: str | None) -> None:
    """Look at versions, proxy, certificates, credentials, network and clock, and say what to do."""
    known = list(tables.providers())
    wanted = [provider.replace("-", "_")] if provider else []
    if provider and wanted[0] not in known:
        raise click.UsageError(f"no such provider: {provider!r}; there are {', '.join(known)}")
    if read_only and not wanted:
        raise click.UsageError("--read-only needs a provider")
    from .doctor import doctor
    from .run import guarded

    sys.exit(guarded(lambda: doctor(wanted or known, profile, read_only=read_only, report=report)))
