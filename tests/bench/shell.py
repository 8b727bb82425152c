"""What a command costs in a shell: help beside a Click program that only greets, a list beside three lines of Python."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from clientome.sandbox.running import running

from .children import Finished, program, turns
from .report import Row, quartiles

ROUNDS, TARGET = 15, 1.3
HELLO = "import click\n\n\n@click.command()\ndef hello(): print('hello')\n\n\nhello()"
CLI = "import sys; sys.argv = ['clientome', *{!r}]\nfrom clientome.cli import main\nmain()"
LIST = (
    "from clientome.subseq import Subseq\n"
    "with Subseq(base_url={!r}, api_key={!r}) as client:\n"
    "    print(client.jobs.list(limit=50).items)"
)


def measure() -> list[Row]:
    """Rows of this part."""
    with running("subseq") as server:
        url, key = server.variables["SUBSEQ_BASE_URL"], server.variables["SUBSEQ_API_KEY"]
        # The key goes as it would in a shell, by a variable.
        keyed = f"import os; os.environ['SUBSEQ_API_KEY'] = {key!r}\n"
        codes = {
            "hello": f"import sys; sys.argv = ['hello', '--help']\n{HELLO}",
            "help": CLI.format(["--help"]),
            "leaf": CLI.format(["subseq", "jobs", "submit", "--help"]),
            "three lines": LIST.format(url, key),
            "list": keyed + CLI.format(["subseq", "jobs", "list", "--base-url", url]),
        }
        for code in codes.values():
            _compiled = program("-c", code)
        runs: dict[str, list[Finished]] = {name: [] for name in codes}
        for _turn in turns(ROUNDS, least=9, budget=25):
            for name, code in codes.items():
                runs[name].append(program("-c", code))
    return [
        _row("clientome --help", runs["help"], runs["hello"]),
        _row("clientome subseq jobs submit --help", runs["leaf"], runs["hello"]),
        _row("clientome subseq jobs list", runs["list"], runs["three lines"]),
    ]


def _row(what: str, own: Sequence[Finished], peer: Sequence[Finished]) -> Row:
    low, ratio, high = quartiles([mine.cpu / other.cpu for mine, other in zip(own, peer, strict=True)])
    print(f"  {what:<40} CPU ratio {ratio:.2f} ({low:.2f} to {high:.2f})")
    texts = (
        f"{median(one.cpu for one in own) * 1e3:.0f} ms",
        f"{median(one.cpu for one in peer) * 1e3:.0f} ms",
    )
    return Row(what, *texts, f"{ratio:.2f}", f"<= {TARGET:g}", ratio <= TARGET)
