"""`python -m generator`: the command line; `pipeline` wires the stages together."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import listing, packages, pipeline
from .diff import command as diff_command
from .drift import command as drift_command
from .pipeline import Options, report
from .problems import Problem, ProblemsFound
from .text import shown
from .write import NotOurs, compare, format_python, generated, replace_tree, with_manifest

OK, DIFFERENT, BROKEN, BUG = 0, 1, 2, 3
STOPPED, UNREAD = 130, 141
"""After Ctrl-C, and when the reader of the output has gone: as other commands do."""


def chosen_of(providers: Sequence[str]) -> Sequence[str]:
    """The providers that were named, or all; none after it was told that one is unknown."""
    known = pipeline.providers()
    unknown = [name for name in providers if name not in known]
    if unknown:
        print(f"No description for {', '.join(unknown)}; there are: {', '.join(known)}.", file=sys.stderr)
        return ()
    return providers or known


def show_difference(root: Path, files: dict[str, str], part: tuple[str, ...]) -> int:
    """What `--check` says."""
    difference = compare(root, files, part)
    for line in difference.lines():
        print(line)
    if difference:
        where = (
            "the descriptions and templates; run `make generate`"
            if root == pipeline.GENERATED
            else "the description"
        )
        print(f"{root.name}/ differs from {where}.", file=sys.stderr)
        return DIFFERENT
    return OK


def generate(arguments: argparse.Namespace) -> int:
    """`generate [PROVIDER…] [--check]`, or `generate --spec FILE --name NAME --out DIR`."""
    options = Options(allow_unsupported=arguments.allow_unsupported)
    if arguments.spec is not None:
        return generate_foreign(arguments, options)
    chosen = chosen_of(arguments.providers)
    everything = set(chosen) == set(pipeline.providers())
    described = pipeline.compile_all([(pipeline.SPECS / n / "openapi.yaml", None) for n in chosen], options)
    if not chosen or described is None:
        return BROKEN
    files = pipeline.render_all(described, everything=everything)
    part = () if everything else pipeline.folders_of(chosen)
    if arguments.check:
        return show_difference(pipeline.GENERATED, with_manifest(files, digests=False), part)
    if not everything:
        others = {
            n: p
            for n, p in generated(pipeline.GENERATED, pipeline.OURS).items()
            if not any(n.startswith(s + "/") for s in part)
        }
        files = {**{n: p.read_text(encoding="utf-8") for n, p in others.items()}, **files}
    replace_tree(
        pipeline.GENERATED, with_manifest(files, digests=False), force=arguments.force, ours=pipeline.OURS
    )
    print(f"generated {len(files)} files for {', '.join(chosen)}")
    return OK


def generate_foreign(arguments: argparse.Namespace, options: Options) -> int:
    """A package from any other OpenAPI document."""
    name, out = arguments.name, arguments.out
    if not name or out is None or arguments.providers:
        print("--spec goes with --name NAME and --out DIR, and without a provider.", file=sys.stderr)
        return BROKEN
    fault = packages.fault(name)
    if fault:
        print(f"--name {fault}.", file=sys.stderr)
        return BROKEN
    described = pipeline.compile_all([(arguments.spec, name)], options, below=arguments.ref_root)
    if described is None:
        return BROKEN
    one = described[0]
    rendered = pipeline.render_one(one, tests=False).files
    files = with_manifest(format_python({n.removeprefix(name + "/"): text for n, text in rendered.items()}))
    target = out / name
    if arguments.check:
        return show_difference(target, files, ())
    replace_tree(target, files, force=arguments.force)
    print(
        f"generated {len(files)} files with {len(one.api.operations)} operations and {len(one.api.schemas)} schemas in {target}"
    )
    return OK


def ls(arguments: argparse.Namespace) -> int:
    """`ls [PROVIDER…] [--json]`."""
    chosen = chosen_of(arguments.providers)
    if not chosen:
        return BROKEN
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for name in chosen:
        try:
            api, _, found = pipeline.read_api(
                pipeline.SPECS / name / "openapi.yaml", pipeline.ROOT, strict=True
            )
        except ProblemsFound as error:
            problems.extend(error.problems)
            continue
        problems.extend(found)
        rows.extend(listing.rows(api))
    report(problems, Options())
    if pipeline.fatal(problems, Options(allow_unsupported=True)):
        return BROKEN
    print(json.dumps(rows, indent=2) if arguments.json else listing.table(rows))
    return OK


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="python -m generator", description="Python clients from OpenAPI descriptions."
    )
    commands = top.add_subparsers(dest="command", required=True)
    make = commands.add_parser("generate", help="write generated/, or check that it is up to date")
    _ = make.add_argument(
        "providers", nargs="*", metavar="PROVIDER", help="folders below specs/; all when left out"
    )
    _ = make.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 and name the files that differ"
    )
    _ = make.add_argument(
        "--spec", type=Path, metavar="FILE", help="another OpenAPI 3.0 or 3.1 document, YAML or JSON"
    )
    _ = make.add_argument("--name", metavar="NAME", help="with --spec: the package's module name")
    _ = make.add_argument(
        "--out", type=Path, metavar="DIR", help="with --spec: the folder that will hold the package"
    )
    _ = make.add_argument(
        "--allow-unsupported", action="store_true", help="leave out what cannot be generated, and list it"
    )
    _ = make.add_argument(
        "--ref-root",
        type=Path,
        metavar="DIR",
        help="with --spec: read files below DIR where a $ref leads there; by default those below the folder of FILE",
    )
    _ = make.add_argument(
        "--force", action="store_true", help="replace the folder with everything in it that was not generated"
    )
    make.set_defaults(run=generate)
    show = commands.add_parser("ls", help="list every operation")
    _ = show.add_argument("providers", nargs="*", metavar="PROVIDER")
    _ = show.add_argument("--json", action="store_true")
    show.set_defaults(run=ls)
    drift_command.add(commands, pipeline.ROOT, pipeline.SPECS)
    diff_command.add(commands, pipeline.read_api)
    diff_command.add_release(commands, pipeline.read_api, pipeline.ROOT)
    return top


def _bug(error: Exception) -> int:
    """One line for what no stage foresaw; `python -X dev` shows the traceback."""
    if sys.flags.dev_mode:
        raise error
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename.startswith(str(pipeline.ROOT / "generator"))]
    where = f" at {Path(own[-1].filename).relative_to(pipeline.ROOT)}:{own[-1].lineno}" if own else ""
    print(
        f"internal error: {type(error).__name__}{where}: {shown(str(error))[:300]}. This is a bug of the generator: "
        "please report it with the description.",
        file=sys.stderr,
    )
    return BUG


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 done, 1 different, 2 broken, 3 a bug of the generator."""
    arguments = parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may not know all letters
            stream.reconfigure(errors="backslashreplace")
    try:
        code: int = arguments.run(arguments)
        _ = sys.stdout.flush()
    except BrokenPipeError:
        # What is left would be written when Python ends.
        _ = os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except KeyboardInterrupt:
        return STOPPED
    except NotOurs as error:
        print(error, file=sys.stderr)
        return BROKEN
    except ProblemsFound as error:
        report(error.problems, Options())
        return BROKEN
    except RecursionError:
        message = (
            "A description nests its schemas too deeply, or they refer to each other in too long a chain."
        )
        print(message, file=sys.stderr)
        return BROKEN
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
        return BROKEN
    except Exception as error:
        return _bug(error)
    return code


if __name__ == "__main__":
    sys.exit(main())
