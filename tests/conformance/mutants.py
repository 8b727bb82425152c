"""Mistakes that the suite must notice, each a small change of one file.

`generated` mutants change the package, `spec` mutants the description (the package stays), and `generator` mutants the
generator or its templates, after which the package is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["generated", "spec", "generator"]


@dataclass(frozen=True)
class Mutant:
    """One mistake: `pattern` (a regular expression) becomes `new` at its first or last place in `file`."""

    name: str
    kind: Kind
    provider: str
    file: str
    pattern: str
    new: str
    last: bool = False


def _generated(name: str, file: str, pattern: str, new: str, *, last: bool = False) -> Mutant:
    provider = file.partition("/")[0] if not file.startswith("_runtime/") else "galatea"
    return Mutant(name, "generated", provider, file, pattern, new, last)


def _spec(name: str, file: str, pattern: str, new: str) -> Mutant:
    return Mutant(name, "spec", file.partition("/")[0], file, pattern, new)


def _generator(name: str, file: str, pattern: str, new: str, provider: str = "galatea") -> Mutant:
    return Mutant(name, "generator", provider, file, pattern, new)


MUTANTS = (
    # Methods and their arguments
    _generated(
        "drop a parameter, sync",
        "galatea/resources/files.py",
        r"\n +only_acceptable: bool \| None = None,",
        "",
    ),
    _generated(
        "drop a parameter, async",
        "galatea/resources/files.py",
        r"\n +only_acceptable: bool \| None = None,",
        "",
        last=True,
    ),
    _generated(
        "rename an argument",
        "galatea/resources/tags.py",
        r"page_size: int \| None = None,",
        "size: int | None = None,",
    ),
    _generated(
        "add an argument",
        "galatea/resources/users.py",
        r"options: RequestOptions",
        "verbose: bool = False,\n        options: RequestOptions",
    ),
    _generated("type of an argument", "galatea/resources/tags.py", r"page: int \| None", "page: str | None"),
    _generated(
        "wrong default", "galatea/resources/tags.py", r"page: int \| None = None", "page: int | None = 1"
    ),
    _generated(
        "optional made required",
        "galatea/resources/orders.py",
        r"status_group: (.+?) \| None = None,",
        r"status_group: \1,",
    ),
    _generated(
        "required made optional",
        "galatea/resources/orders.py",
        r"model_name: str,",
        "model_name: str | None = None,",
    ),
    _generated("lose an enum value of a request", "galatea/inputs/shared.py", r'"EXEC_ERRORS",?', ""),
    _generated(
        "any text for an enum", "subseq/resources/jobs.py", r"aux_src: Literal\[[^]]+\]", "aux_src: str"
    ),
    _generated("positional arguments", "galatea/resources/tags.py", r"\n +\*,", ""),
    _generated(
        "drop a method, async", "galatea/resources/tags.py", r"async def delete\(", "async def _delete("
    ),
    _generated("drop a method, sync", "galatea/resources/tags.py", r"    def delete\(", "    def _delete("),
    _generated(
        "add a method",
        "galatea/resources/tags.py",
        r"    def list\(",
        "    def purge(self) -> None:\n        pass\n\n    def list(",
    ),
    _generated(
        "drop a waiter", "galatea/resources/files.py", r"async def wait_valid\(", "async def _wait_valid("
    ),
    _generated(
        "blocking method in the async class",
        "galatea/resources/tags.py",
        r"async def create\(",
        "def create(",
    ),
    _generated(
        "add a resource",
        "galatea/client.py",
        r"    @cached_property\n    def users\(",
        "    @cached_property\n    def people(self) -> UsersResource:\n        return self.users\n\n    @cached_property\n    def users(",
    ),
    _generated("drop a download", "galatea/resources/files.py", r"def download_to\(", "def _download_to("),
    _generated("drop waiting for many", "subseq/resources/jobs.py", r"def wait_many\(", "def _wait_many_("),
    _generated("download without a check", "subseq/resources/jobs.py", r"\n        verify: bool = True,", ""),
    _generated(
        "managed upload without SFTP",
        "galatea/resources/files.py",
        r"\n        sftp: SftpTarget \| None = None,",
        "",
    ),
    _generated(
        "blocking wait for many",
        "subseq/resources/jobs.py",
        r"    def wait_many\(",
        "    async def wait_many(",
    ),
    _generated("swap two methods", "galatea/resources/tags.py", r"operations\.GET\b", "operations.DELETE"),
    _generated(
        "swap two arguments",
        "galatea/resources/tags.py",
        r'"page": page,\n(\s+)"page_size": page_size,',
        r'"page": page_size,\n\1"page_size": page,',
    ),
    _generated("other answer", "galatea/resources/tags.py", r"-> models\.Tag:", "-> models.OrderTag:"),
    # Requests
    _generated("wrong path", "galatea/operations/tags.py", r'path="/exec/tags"', 'path="/exec/tag"'),
    _generated("wrong path of one server", "subseq/operations/downloads.py", r"\n    server=[^\n]+", ""),
    _generated("wrong method", "galatea/operations/tags.py", r'method="PUT"', 'method="POST"'),
    _generated(
        "wrong location",
        "galatea/operations/tags.py",
        r'Parameter\("page", "query"\)',
        'Parameter("page", "header")',
    ),
    _generated(
        "wrong wire name",
        "subseq/operations/jobs.py",
        r'Parameter\("job_id", "query", wire="jobid"\)',
        'Parameter("job_id", "query")',
    ),
    _generated(
        "wrong wire name of a body field",
        "subseq/operations/downloads.py",
        r'Parameter\("job_id", "body", wire="jobid"\)',
        'Parameter("job_id", "body")',
    ),
    _generated(
        "wrong style",
        "galatea/operations/files.py",
        r'Parameter\("org_names", "query", explode=False\)',
        'Parameter("org_names", "query")',
    ),
    _generated(
        "wrong content type",
        "galatea/operations/tags.py",
        r'Media\("application/json"',
        'Media("application/x-www-form-urlencoded"',
    ),
    _generated(
        "drop the credential",
        "galatea/operations/tags.py",
        r'security=\(\("api_key",\), \("login",\)\)',
        "security=()",
    ),
    _generated(
        "credential for an open operation",
        "subseq/operations/service.py",
        r'retry="safe",',
        'retry="safe",\n    security=(("bearer",),),',
    ),
    _generated(
        "drop the idempotency key", "genome_computer/operations/orders.py", r'\n    idempotency="[^"]+",', ""
    ),
    _generated(
        "booleans as Python writes them", "_runtime/call/parameters.py", r'return "true"', 'return "True"'
    ),
    # Answers and models
    _generated("envelope left on", "subseq/operations/account.py", r'unwrap=\("data",\)', "unwrap=()"),
    _generated(
        "wrong place of the items", "galatea/operations/tags.py", r'items=\("results",\)', 'items=("count",)'
    ),
    _generated("list of one left closed", "galatea/operations/orders.py", r"\n    first=True,", ""),
    _generated(
        "type of a field", "galatea/models/files.py", r"file_size_bytes: int\b", "file_size_bytes: str"
    ),
    _generated("rename a field", "galatea/models/files.py", r"check_sum: ", "checksum: "),
    _generated("drop a field", "galatea/models/tags.py", r"\n    org_id: [^\n]+", ""),
    _generated(
        "required field made optional",
        "galatea/models/files.py",
        r"file_size_bytes: int\b",
        "file_size_bytes: int = 0",
    ),
    _generated(
        "lose an enum value of an answer",
        "galatea/models/files.py",
        r'Literal\["GNT", "WGS"\]',
        'Literal["GNT"]',
    ),
    _generated(
        "closed enum in an answer",
        "galatea/models/files.py",
        r'Literal\["GNT", "WGS"\] \| str',
        'Literal["GNT", "WGS"]',
    ),
    _generated("drop a model", "galatea/models/orders.py", r"class OrderTag\(", "class OtherTag("),
    _generated("unknown fields lost", "_runtime/base/models.py", r'extra="allow"', 'extra="ignore"'),
    _generated(
        "wrong unit of time",
        "subseq/models/jobs.py",
        r"created_at: EpochSeconds\b",
        "created_at: __import__('clientome._runtime.generated')._runtime.generated.EpochMillis",
    ),
    _generated(
        "0 is 1970",
        "subseq/models/jobs.py",
        r"started_at: EpochSecondsOrZero\b",
        "started_at: EpochSeconds | None",
    ),
    # Descriptions that say something else than the package
    _spec(
        "new parameter",
        "galatea/paths/tags.yaml",
        r"\n    parameters:\n",
        "\n    parameters:\n      - {name: colour, in: query, description: New., schema: {type: string}}\n",
    ),
    _spec("other name of a field", "galatea/schemas/files.yaml", r"\n    check_sum:", "\n    checksum:"),
    _spec("new enum value", "galatea/schemas/files.yaml", r"enum: \[GNT, WGS\]", "enum: [GNT, WGS, WES]"),
    _spec(
        "new required field",
        "galatea/schemas/files.yaml",
        r"required: \[id, status,",
        "required: [id, acceptable, status,",
    ),
    _spec("other path", "galatea/openapi.yaml", r"\n  /exec/cancel:", "\n  /exec/stop:"),
    _spec("other resource", "galatea/paths/users.yaml", r"tags: \[users\]", "tags: [people]"),
    _spec(
        "other type",
        "subseq/schemas/jobs.yaml",
        r"deadline_minutes:\n      type: integer",
        "deadline_minutes:\n      type: number",
    ),
    # The generator and its templates
    _generator(
        "every default is gone",
        "templates/package/resources.py.jinja",
        r"\{% if a\.default is not none %\} = \{\{ a\.default \}\}\{% endif %\}",
        "",
    ),
    _generator(
        "no progress of uploads",
        "templates/package/resources.py.jinja",
        r"\{%- if m\.uploads %\}",
        "{%- if false %}",
        "subseq",
    ),
    _generator(
        "every method is sync",
        "templates/package/resources.py.jinja",
        r'methods\("Async", "async ", "await "\)',
        'methods("Async", "", "")',
    ),
    _generator(
        "wire names are lost",
        "generator/render/views.py",
        r'wire="" if parameter\.wire == parameter\.name else parameter\.wire',
        'wire=""',
        "subseq",
    ),
    _generator(
        "explode is lost", "generator/render/views.py", r"explode=None if .+ else [^,]+", "explode=None"
    ),
    _generator(
        "security is lost", "generator/render/views.py", r"security=tuple\(.+(?= for a)", "security=tuple(()"
    ),
    _generator(
        "last argument is lost",
        "templates/package/resources.py.jinja",
        r"for a in arguments %\}\n",
        "for a in arguments[:-1] %}\n",
    ),
)
