"""Fills the templates: every file of one package, and the files that all packages share."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from pathlib import Path
from typing import Any

import jinja2

import templates.runtime.spec.api
import templates.runtime.spec.operation
from templates.runtime.base import errors
from templates.runtime.generated import CONTRACT

from .. import names
from ..ir import Api
from ..text import code, flat, markdown
from ..types import python
from .clients import client_context
from .commands import command_table
from .resources import ResourceView, resource_view
from .stubs import test_context
from .transfers import DownloadView, ManagedView
from .views import Builder, MethodView, Spell
from .webhooks import webhook_context

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
VERBATIM = {"runtime": "_runtime", "sandbox": "sandbox", "cli": "cli"}
"""Hand-written packages below `templates/`, and what they are called in `clientome`."""
SPEC = (templates.runtime.spec.api, templates.runtime.spec.operation)
"""The modules of the values that generated packages hold."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Files by path below the package's parent folder (or below the tests folder); `verbatim` ones are copies."""

    files: Mapping[str, str]
    tests: Mapping[str, str]
    verbatim: Mapping[str, str] = field(default_factory=dict[str, str])


def environment() -> jinja2.Environment:
    """Jinja, strict: a misspelt name in a template is an error."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  # the output is Python and Markdown
    )
    filters: dict[str, Callable[..., str]] = {
        "literal": python.literal,
        "cell": cell,
        "code": code,
        "docstring": docstring,
        "markdown": markdown,
        "bytes_literal": bytes_literal,
    }
    made.filters.update(filters)
    return made


def bytes_literal(text: Any) -> str:
    """A text as the source of its bytes."""
    return repr(str(text).encode())


CLIENT_NAMES = frozenset(
    "aclose base_url bool close environment float from_profile httpx int object run ssl str".split()  # noqa: SIM905
)
"""What a client has already, and names that annotations in its class use."""


def attribute(resource: str) -> str:
    """The client's attribute for a resource."""
    return names.safe(names.module(resource), CLIENT_NAMES)


def cell(text: str) -> str:
    """A text in one cell of a Markdown table."""
    return markdown(text).replace("|", "\\|")


def docstring(text: str, indent: int = 0) -> str:
    """A text as a docstring; an indented one is that of a class or method and may have several lines."""
    return python.docstring(text, " " * indent, closed=bool(indent))


def snippet(api: Api, resource: ResourceView, method: MethodView) -> str:
    """The example call as a user writes it: a stream is closed, a demand for payment is expected."""
    example = method.example
    if example is None:
        return ""
    lines = [f"    {name}={python.literal(value)}," for name, value in example.arguments.items()]
    arguments = "\n" + "\n".join(lines) + "\n" if lines else ""
    call = f"client.{attribute(resource.name)}.{method.name}({arguments})"
    if method.call == "_stream":
        return f"with {call} as answer:\n    content = answer.read()"
    if method.operation.payment is not None:
        body = call.replace("\n", "\n    ")
        return (
            "from clientome import PaymentRequiredError\n\n"
            f"try:\n    result = {body}\nexcept PaymentRequiredError as error:\n    print(error.message)"
        )
    return f"{'page' if method.call == '_page' else 'result'} = {call}"


def _further(resource: ResourceView) -> list[dict[str, str]]:
    """The methods that are more than one call: name, what they use, first line of what they do."""
    found: list[dict[str, str]] = []
    for w in resource.waiters:
        uses = f"polls `{w.operation.lower()}`"
        found.append({"name": w.name, "uses": uses, "summary": w.doc.split("\n", 1)[0]})
        if w.many_doc is not None:
            many = "The same for many things, each given out as it finishes."
            found.append({"name": f"{w.name}_many", "uses": uses, "summary": many})
    saving: tuple[DownloadView | ManagedView, ...] = (*resource.downloads, *resource.managed)
    for one in saving:
        uses = f"uses `{one.original.name}`"
        found.append({"name": one.name, "uses": uses, "summary": one.doc.split("\n\n", 1)[0]})
    return found


def render_package(
    api: Api, spell: Spell, models: Mapping[str, str], *, origin: str, tests: bool
) -> Rendered:
    """Every file of one package; `models` are the files of the models stage, kept as they are."""
    jinja = environment()
    builder = Builder(api, spell)
    resources = [resource_view(builder, r) for r in api.resources]
    root = api.package
    context: dict[str, Any] = {
        "api": api,
        "origin": origin,
        # A package of its own is not part of the umbrella package and has no sandbox.
        "home": "clientome." if api.provider is not None else "",
        "contract": CONTRACT,
        "imports": sorted(builder.imports, key=lambda i: (i[0], i[1] or "")),
        "values": sorted({n for module in SPEC for n, value in vars(module).items() if is_dataclass(value)}),
        **client_context(api, resources, attribute),
    }

    def fill(template: str, **extra: Any) -> str:
        return jinja.get_template(template).render({**context, **extra})

    files: dict[str, str] = {f"{root}/{name}": text for name, text in models.items()}
    files[f"{root}/__init__.py"] = fill("package/__init__.py.jinja")
    files[f"{root}/api.py"] = fill("package/api.py.jinja")
    files[f"{root}/client.py"] = fill("package/client.py.jinja")
    files[f"{root}/operations/__init__.py"] = fill("package/operations_init.py.jinja")
    files[f"{root}/resources/__init__.py"] = fill("package/resources_init.py.jinja")
    files[f"{root}/py.typed"] = ""
    for resource in resources:
        files[f"{root}/operations/{resource.name}.py"] = fill(
            "package/operations.py.jinja", resource=resource
        )
        files[f"{root}/resources/{resource.name}.py"] = fill("package/resources.py.jinja", resource=resource)
    if api.provider is not None:
        # The command line knows the providers of the umbrella package only.
        modules = {r.name: files[f"{root}/resources/{r.name}.py"] for r in resources}
        files[f"{root}/commands.json"] = command_table(builder, modules, attribute)
    webhooks = webhook_context(api, spell)
    if webhooks:
        files[f"{root}/webhooks.py"] = fill("package/webhooks.py.jinja", **webhooks)
    readme = [
        {
            "attribute": attribute(r.name),
            "description": r.description,
            "methods": [
                {
                    "name": m.name,
                    "operation": m.operation,
                    "example": m.example,
                    "snippet": snippet(api, r, m),
                }
                for m in r.methods
            ],
            "further": _further(r),
        }
        for r in resources
        if r.methods
    ]
    context["resources"] = readme
    files[f"{root}/README.md"] = fill("package/README.md.jinja")
    stubs: dict[str, str] = {}
    if tests:
        stubs[f"{root}/__init__.py"] = docstring(f"Generated tests of {flat(api.title)}.") + "\n"
        for resource in (r for r in resources if r.methods):
            extra = test_context(api, resource, attribute(resource.name))
            stubs[f"{root}/test_{resource.name}.py"] = fill("tests/test_resource.py.jinja", **extra)
    return Rendered(files, stubs)


def _constant(module: str, name: str) -> Any:
    """A constant of a module of the runtime, read from its text: to import it takes what the runtime needs."""
    tree = ast.parse((TEMPLATES / "runtime" / module).read_text(encoding="utf-8"))
    return next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == name
    )


def error_names() -> list[str]:
    """The public classes of the runtime's errors module."""
    return sorted(
        n for n, v in vars(errors).items() if isinstance(v, type) and v.__module__ == errors.__name__
    )


def _verbatim(folder: str, name: str) -> dict[str, str]:
    root = TEMPLATES / folder
    return {
        f"{name}/{path.relative_to(root).as_posix()}": path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.suffix in (".py", ".md", ".typed", ".json")
        and "__pycache__" not in path.parts
    }


def refresh_copies(package: Path) -> None:
    """Bring the copies of hand-written code in a generated package up to date, without generating anything."""
    for folder, name in VERBATIM.items():
        wanted = _verbatim(folder, name)
        for path, text in wanted.items():
            target = package / path
            if not target.is_file() or target.read_text(encoding="utf-8") != text:
                target.parent.mkdir(parents=True, exist_ok=True)
                _ = target.write_text(text, encoding="utf-8")
        for copy in (package / name).rglob("*.py"):
            if copy.relative_to(package).as_posix() not in wanted:
                copy.unlink()


def render_umbrella(apis: tuple[Api, ...], behaviours: Mapping[str, Mapping[str, Any]]) -> Rendered:
    """What all packages share: the runtime, the sandbox with the descriptions it plays, the package's own front."""
    jinja = environment()
    files: dict[str, str] = {}
    verbatim: dict[str, str] = {}
    for folder, name in VERBATIM.items():
        verbatim.update(_verbatim(folder, name))
    for api in apis:
        bundle = json.dumps(api.bundle, ensure_ascii=False, indent=1, sort_keys=False)
        verbatim[f"sandbox/specs/{api.package}.json"] = bundle + "\n"
        if api.package in behaviours:
            text = json.dumps(behaviours[api.package], ensure_ascii=False, indent=1, sort_keys=False)
            verbatim[f"sandbox/specs/{api.package}.sandbox.json"] = text + "\n"
    files["__init__.py"] = jinja.get_template("umbrella/__init__.py.jinja").render(
        apis=apis, errors=error_names(), version=_constant("call/session.py", "VERSION")
    )
    verbatim["py.typed"] = ""
    titles = {api.package: api.title for api in apis}
    verbatim["cli/providers.json"] = json.dumps(titles, ensure_ascii=False, indent=1) + "\n"
    tests = {
        "__init__.py": '"""Tests made from the descriptions\' examples; regenerate, do not edit."""\n',
        "wire.py": (TEMPLATES / "tests/wire.py").read_text(encoding="utf-8"),
        "conftest.py": (TEMPLATES / "tests/conftest.py").read_text(encoding="utf-8"),
    }
    return Rendered(files, tests, verbatim)


__all__ = ["Rendered", "render_package", "render_umbrella"]
