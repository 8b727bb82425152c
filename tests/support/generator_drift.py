"""The weavery, an invented provider, described once and documented in three formats."""

from __future__ import annotations

import html
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.drift.differences import Difference
from generator.drift.pages import read_text
from generator.drift.running import Request, Result, run

SAMPLES = Path(__file__).parents[1] / "generator/drift/samples"
FORMATS = ("tables", "prose", "languages")


def text_of(form: str) -> str:
    """The reference in one format."""
    return (SAMPLES / f"{form}.txt").read_text(encoding="utf-8")


@dataclass
class Weavery:
    """A description with its `drift.yaml` in a folder of its own."""

    folder: Path

    @classmethod
    def make(cls, base: Path, form: str, waivers: str = "") -> Weavery:
        """The folder for one format."""
        folder = base / form
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(SAMPLES / "openapi.yaml", folder / "openapi.yaml")
        shutil.copy(SAMPLES / f"{form}.yaml", folder / "drift.yaml")
        if waivers:
            (folder / "waivers.yaml").write_text(waivers, encoding="utf-8")
        return cls(folder)

    def drift(self, text: str | bytes, name: str = "page.txt") -> Result:
        """What a document says otherwise."""
        page = self.folder.parent / name
        page.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run(Request(self.folder, self.folder.parent, (page,)))

    def differences(self, text: str, name: str = "page.txt") -> tuple[Difference, ...]:
        """The differences alone."""
        return self.drift(text, name).differences


_ROW = re.compile(
    r"^([A-Za-z_][\w-]*?)(path|query|header|body)((?:text|integer|number|boolean|object)(?:\[\])?)(Yes|No)(.*)$"
)


def long_text_of(form: str) -> str:
    """The same with ten megabytes of sentences about nothing before its last chapter."""
    chapter = {"tables": "Shapes", "prose": "When things fail", "languages": "Trouble"}[form]
    head, tail = text_of(form).split(f"\n{chapter}\n", 1)
    filler = "\n".join(
        f"Thread number {n} is spun; see https://weavery.example/{n}, or ask." for n in range(170_000)
    )
    return f"{head}\n{filler}\n{chapter}\n{tail}"


def as_html(text: str, *, noise: bool = False) -> str:
    """A page as a site would have it: headings, tables with cells, samples in `pre`."""
    out = ["<!DOCTYPE html>", "<html><head><title>Docs</title><style>p{color:red}</style></head>", "<body>"]
    block: list[str] = []
    table = False
    json = re.compile(r"^[\s{}\[\]\"]|^(?:curl|-[A-Za-z]|HTTP/|Content-Type:)")

    def close() -> None:
        nonlocal table
        if block:
            out.append("<pre><code>" + html.escape("\n".join(block)) + "</code></pre>")
            block.clear()
        if table:
            out.append("</table>")
            table = False

    for line in text.split("\n"):
        row = _ROW.match(line)
        cells = row.groups() if row else re.findall(r"Name|Place|Kind|Needed|Meaning", line)
        if line and json.match(line):
            if table:
                close()
            block.append(line)
        elif cells and (row or len(cells) == 5):
            if not table:
                close()
                out.append("<table class='t'>")
                table = True
            tag = "td" if row else "th"
            out.append("<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>")
        else:
            close()
            if re.match(r"(GET|POST|DELETE)\s*/", line):
                method, path = re.match(r"([A-Z]+)\s*(.*)", line).groups()  # pyright: ignore[reportOptionalMemberAccess]
                shown = html.escape(path).replace("/", "/<wbr>") if noise else html.escape(path)
                out.append(f"<h3 id='x'><span class='m'>{method}</span> <code>{shown}</code></h3>")
            elif line:
                words = html.escape(line)
                out.append(f"<p>{words.replace(' ', '&#32;', 1) if noise else words}</p>")
            if noise:
                out.append("<div><script>var GET = '/v2/none';</script><!-- GET /v2/none --></div>")
    close()
    return "\n".join([*out, "</body></html>", ""])


def line_of(text: str, marker: str) -> int:
    """The number of the line with a marker."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if marker in line)


def lines_of(text: str) -> list[str]:
    """The lines as the reader sees them."""
    return [line.text for line in read_text(text, "page")]
