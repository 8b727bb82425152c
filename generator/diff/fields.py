"""Which rule tells a change of which field.

The values of a description are frozen, so two of one type are compared by a table: `FIELDS` says for each type how a
field is read, under which key of the description it stands, and what tells that it differs. Schemas, arguments and
answers need more than their fields; they have modules of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from ..ir import Api, Body, Operation, Security, SecurityScheme, Server, Webhook
from ..vocabulary import operation as v
from .report import Pair

Tell = Callable[[Pair, Any, Any], None]
"""Tells that two values differ."""
Show = Callable[[Any], Any]

_FOREVER = float("inf")
_REPEATS = ("never", "keyed", "safe")


def compare_fields(pair: Pair, one: Any, other: Any) -> None:
    """Everything that the table tells of two values of one type."""
    for read, key, tell in FIELDS[type(other)]:
        get = attrgetter(read) if isinstance(read, str) else read
        was, now = get(one), get(other)
        if was != now:
            tell(pair.inside(*key.split("/")) if key else pair, was, now)


# -- ways to tell ----------------------------------------------------------------------------------------------


def other(id: str, show: Show = lambda value: value) -> Tell:
    """One rule, with both values."""
    return lambda pair, was, now: pair.add(id, show(was), show(now))


def quiet(id: str) -> Tell:
    """One rule, without the values."""
    return lambda pair, was, now: pair.add(id)


def switch(on: str, off: str) -> Tell:
    """A rule for what has become so, and one for what is so no longer."""
    return lambda pair, was, now: pair.add(on if now else off)


def optional(stem: str) -> Tell:
    """What came, went or became another."""

    def tell(pair: Pair, was: Any, now: Any) -> None:
        if now is None:
            pair.gone(f"{stem}-removed")
        else:
            pair.add(f"{stem}-added" if was is None else f"{stem}-changed")

    return tell


def time(stem: str, usual: float, show: Show) -> Tell:
    """A time that became longer or shorter; `usual` where none is given."""

    def tell(pair: Pair, was: Any, now: Any) -> None:
        before, after = was or usual, now or usual
        if before != after:
            pair.add(f"{stem}-{'shortened' if after < before else 'lengthened'}", show(was), show(now))

    return tell


def choice(wider: str, narrower: str, every: str) -> Tell:
    """A list of what is possible, where an empty one means everything."""

    def tell(pair: Pair, was: Any, now: Any) -> None:
        before, after = set(was), set(now)
        if before != after:
            more = not after or (bool(before) and before < after)
            pair.add(wider if more else narrower, before or every, after or every)

    return tell


def _each(pair: Pair, stem: str, before: set[Any], after: set[Any]) -> None:
    for one in sorted(after - before):
        pair.add(f"{stem}-added", "", one)
    for one in sorted(before - after):
        pair.add(f"{stem}-removed", one)


def _or(word: str) -> Show:
    return lambda value: value or word


# -- money and access ------------------------------------------------------------------------------------------


def _retry(pair: Pair, was: tuple[str, bool], now: tuple[str, bool]) -> None:
    (before, _), (after, billable) = was, now
    if before != after:
        looser = "retry-loosened-billable" if billable else "retry-loosened"
        id = looser if _REPEATS.index(after) > _REPEATS.index(before) else "retry-tightened"
        pair.add(id, before, after)


def _meaning(one: v.Constraint) -> tuple[object, ...]:
    """What a rule refuses; its words do not count."""
    return one.rule, frozenset(one.arguments), one.when


def _constraints(pair: Pair, was: tuple[v.Constraint, ...], now: tuple[v.Constraint, ...]) -> None:
    left = [c for c in was if _meaning(c) not in map(_meaning, now)]
    right = [c for c in now if _meaning(c) not in map(_meaning, was)]
    for one in list(left):
        alike = (c for c in right if c.rule == one.rule and set(c.arguments) & set(one.arguments))
        if (found := next(alike, None)) is not None:
            left.remove(one)
            right.remove(found)
            pair.inside(str(now.index(found))).add("constraint-changed", one.message, found.message)
    for one in right:
        pair.inside(str(now.index(one))).add("constraint-added", "", one.message)
    for one in left:
        pair.inside(str(was.index(one))).gone("constraint-removed", one.message)


def _security(pair: Pair, was: tuple[Security, ...], now: tuple[Security, ...]) -> None:
    before, after = [{frozenset(n for n, _ in s.schemes) for s in each} for each in (was, now)]
    if bool(before - {frozenset()}) != bool(after - {frozenset()}):
        pair.add("operation-auth-added" if after else "operation-auth-removed")
        return
    for one in sorted(after - before, key=sorted):
        pair.add("operation-auth-alternative-added", "", one)
    for one in sorted(before - after, key=sorted):
        pair.add("operation-auth-alternative-removed", one)
    scopes = [{s for one in each for _, some in one.schemes for s in some} for each in (was, now)]
    _each(pair, "scope", scopes[0], scopes[1])


def _rate_limits(pair: Pair, was: tuple[v.RateLimit, ...], now: tuple[v.RateLimit, ...]) -> None:
    """Each bucket by who shares it; several of one scope by their order."""
    before, after = _buckets(was), _buckets(now)
    if len(before) == len(after) == 1 and before.keys() != after.keys():
        ((scope, _),), ((other_scope, _),) = before, after
        pair.add("rate-limit-scope-changed", scope, other_scope)
        return
    for key in dict.fromkeys([*before, *after]):
        one, now_one = before.get(key), after.get(key)
        if one != now_one:
            slower = one is None or (
                now_one is not None and (_speed(now_one) < _speed(one) or now_one.burst < one.burst)
            )
            pair.add(f"rate-limit-{'tightened' if slower else 'loosened'}", _limit(one), _limit(now_one))


def _buckets(limits: tuple[v.RateLimit, ...]) -> dict[tuple[str, int], v.RateLimit]:
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], v.RateLimit] = {}
    for one in limits:
        found[one.scope, seen[one.scope]] = one
        seen[one.scope] += 1
    return found


def _speed(limit: v.RateLimit) -> float:
    return limit.rate / limit.period


def _limit(limit: v.RateLimit | None) -> str:
    if limit is None:
        return "no limit"
    return f"{limit.burst} at once, then {limit.rate:g} per {limit.period:g} s ({limit.scope})"


# -- pages and waiting -----------------------------------------------------------------------------------------


def _pages(pair: Pair, was: v.Paginated | None, now: v.Paginated | None) -> None:
    if was is None or now is None:
        optional("pagination")(pair, was, now)
    elif was.style != now.style:
        pair.inside("style").add("pagination-style-changed", was.style, now.style)
    else:
        names = [n for n in type(was).model_fields if getattr(was, n) != getattr(now, n)]
        pair.add("pagination-place-changed", "", names)


def _waiters(pair: Pair, was: Mapping[str, v.Waiter], now: Mapping[str, v.Waiter]) -> None:
    resource = pair.subject.partition(".")[0]
    for one, before, after in pair.named("waiter", was, now, subject=lambda name: f"{resource}.{name}"):
        compare_fields(one, before, after)


def _ending(state: str) -> Callable[[v.Waiter], frozenset[str]]:
    """What ends a wait in a state, in words that can be compared."""
    return lambda waiter: frozenset(
        f"{a.path or 'status'}={value!r}" + (" (all)" if a.match == "all" else "")
        for a in waiter.acceptors
        if a.state == state
        for value in (a.any_of if a.path is not None else (a.status,))
    )


def _last_words(states: frozenset[str]) -> set[str]:
    return {text.rpartition("/")[2] for text in states}


def _polling(waiter: v.Waiter) -> tuple[object, ...]:
    """How often it asks, and the states with delays of their own; that a state is only waited in changes nothing."""
    slow = sorted(
        (f"{a.path}={value!r}", a.max_delay)
        for a in waiter.acceptors
        if a.state == "retry" and a.max_delay is not None
        for value in a.any_of
    )
    return f"every {waiter.min_delay:g} to {waiter.max_delay:g} s", waiter.min_delay, waiter.max_delay, slow


# -- uploads and downloads -------------------------------------------------------------------------------------


def compare_uploads(pair: Pair, was: v.Upload | None, now: v.Upload | None) -> None:
    """What may be uploaded; None is no limit."""
    compare_fields(pair, was or v.Upload(), now or v.Upload())


def _sizes(pair: Pair, was: tuple[int | None, ...], now: tuple[int | None, ...]) -> None:
    tighter = any((after or _FOREVER) < (before or _FOREVER) for before, after in zip(was, now, strict=True))
    pair.add(f"upload-limit-{'tightened' if tighter else 'loosened'}", _limits(*was), _limits(*now))


def _limits(size: int | None, files: int | None) -> str:
    said = [f"{n:,} {of}" for n, of in ((size, "bytes"), (files, "files")) if n is not None]
    return ", ".join(said) or "no limit"


def _name_pattern(pair: Pair, was: str | None, now: str | None) -> None:
    ending = "loosened" if now is None else "tightened" if was is None else "changed"
    pair.add(f"upload-names-{ending}", was or "any", now or "any")


def compare_downloads(pair: Pair, old: Operation, new: Operation) -> None:
    """The method that downloads to a path."""
    one, now = old.download, new.download
    method = pair.subject
    pair = pair.inside("x-sdk-download").called(f"{new.resource}.{new.download_method}")
    if one is None or now is None:
        gone = f"{old.resource}.{old.download_method}"
        if one is not now:
            optional("download")(pair if one is None else pair.called(gone), one, now)
        return
    if old.download_method != new.download_method:
        pair.add("download-renamed", old.download_method, new.download_method)
    compare_fields(pair, one, now)
    _manifest(pair.inside("manifest").called(method), old, new)


def _link(pair: Pair, was: tuple[Any, Any], now: tuple[Any, Any]) -> None:
    if (was[1] is None) != (now[1] is None):
        pair.add("download-kind-changed")
    else:
        pair.add("download-link-changed", was[0] or was[1] or "the answer", now[0] or now[1] or "the answer")


def _manifest(pair: Pair, old: Operation, new: Operation) -> None:
    one, now = (o.download.manifest if o.download else None for o in (old, new))
    bare = [m.model_copy(update={"method": None}) if m is not None else None for m in (one, now)]
    if bare[0] != bare[1]:
        optional("download-manifest")(pair, bare[0], bare[1])
    was, has = one.method if one else None, now.method if now else None
    if was is not None and was != has:
        pair.inside("method").called(f"{old.resource}.{was}").gone("download-all-removed")
    if has is not None and was != has:
        pair.inside("method").called(f"{new.resource}.{has}").add("download-all-added")


def compare_managed(pair: Pair, old: Operation, new: Operation) -> None:
    """The method that uploads by the best way."""
    one, now = old.managed, new.managed
    pair = pair.inside("x-sdk-managed-upload")
    if one is not None and now is None:
        pair.called(f"{old.resource}.{one.method}").gone("managed-upload-removed")
    if now is not None:
        pair = pair.called(f"{new.resource}.{now.method}")
        if one is None:
            pair.add("managed-upload-added")
        else:
            compare_fields(pair, one, now)


def _part(stem: str, key: str) -> Tell:
    """What came or went under a key; another one is another way to upload."""

    def tell(pair: Pair, was: Any, now: Any) -> None:
        if was is not None and now is not None:
            pair.add("managed-upload-way-changed")
        else:
            optional(stem)(pair.inside(key), was, now)

    return tell


def _ways(pair: Pair, was: tuple[v.Way, ...], now: tuple[v.Way, ...]) -> None:
    before, after = ({_kind(way): (str(n), way) for n, way in enumerate(ways)} for ways in (was, now))
    every = pair.named(
        "managed-upload-way", before, after, token=lambda item: item[0], shown=lambda item: _kind(item[1])
    )
    for one, (_, first), (_, second) in every:
        if first != second:
            one.add("managed-upload-way-changed", _kind(second), _kind(second))


def _kind(way: v.Way) -> str:
    return "direct" if way.direct else "signed" if way.signed else "sftp"


# -- the whole description -------------------------------------------------------------------------------------


def _environment_variable(pair: Pair, was: str | None, now: str | None) -> None:
    argument = pair.called(f"{pair.subject}(environment)")
    argument.add("environment-variable-changed", was or "", now or "")


def _retryable(pair: Pair, was: set[int], now: set[int]) -> None:
    _each(pair, "retryable-status", was, now)


def placed(scheme: SecurityScheme) -> str:
    """Where a credential travels."""
    return f"{scheme.placement} {scheme.wire}"


FIELDS: Mapping[type, tuple[tuple[str | Callable[[Any], Any], str, Tell], ...]] = {
    Api: (
        ("client", "x-sdk-provider/client", other("client-renamed")),
        ("envelope", "x-sdk-envelope", quiet("envelope-changed")),
        ("errors", "x-sdk-errors", quiet("error-shape-changed")),
        (lambda api: set(api.retryable.statuses), "x-sdk-retryable", _retryable),
        ("rate_limits", "x-sdk-rate-limit", _rate_limits),
    ),
    v.Provider: (
        ("base_url_variable", "baseUrlVariable", other("base-url-variable-changed")),
        ("environment_variable", "environmentVariable", _environment_variable),
        ("request_id_headers", "requestIdHeaders", other("request-id-headers-changed")),
    ),
    SecurityScheme: (
        (placed, "", other("auth-scheme-changed")),
        ("token", "x-sdk-token-refresh", quiet("token-refresh-changed")),
    ),
    Server: (
        ("url", "url", other("environment-url-changed")),
        ("key_prefixes", "x-sdk-environment", choice("key-prefixes-widened", "key-prefixes-narrowed", "any")),
        ("webhook_host", "x-sdk-environment", other("webhook-host-changed", _or(""))),
    ),
    Webhook: (("refused", "", other("webhook-refusal-changed")),),
    Operation: (
        ("deprecated", "deprecated", switch("operation-deprecated", "operation-undeprecated")),
        ("method", "", other("operation-http-method-changed")),
        ("server", "servers", other("operation-server-changed", _or("the usual one"))),
        ("enveloped", "x-sdk-no-envelope", other("operation-envelope-changed")),
        ("first_or_self", "x-sdk-result", quiet("answer-first-changed")),
        ("paginated", "x-sdk-paginated", _pages),
        (lambda o: (o.retry, o.billable), "x-sdk-retry", _retry),
        ("readonly", "x-sdk-readonly", other("readonly-changed")),
        ("billable", "x-sdk-billable", switch("billable-added", "billable-removed")),
        ("recover", "x-sdk-recover", quiet("recover-changed")),
        ("payment", "x-sdk-payment", optional("payment")),
        ("constraints", "x-sdk-constraints", _constraints),
        ("guide", "x-sdk-guide", optional("guide")),
        (lambda o: o.read_timeout or 60.0, "x-sdk-timeout", time("read-timeout", 60, lambda value: value)),
        ("security", "security", _security),
        (
            "environments",
            "x-sdk-environments",
            choice("operation-environments-widened", "operation-environments-narrowed", "all"),
        ),
        ("rate_limits", "x-sdk-rate-limit", _rate_limits),
        ("waiters", "x-sdk-waitable", _waiters),
        ("upload", "x-sdk-upload", compare_uploads),
    ),
    Body: (("required", "required", switch("request-body-became-required", "request-body-became-optional")),),
    v.Waiter: (
        (
            lambda w: (dict(w.inputs), dict(w.constants)),
            "",
            other("waiter-arguments-changed", lambda value: list(value[0])),
        ),
        ("result", "result", other("waiter-result-changed", _or("all"))),
        (_ending("success"), "acceptors", other("waiter-success-changed", _last_words)),
        (_ending("failure"), "acceptors", other("waiter-failure-changed", _last_words)),
        (lambda w: (w.item, w.after), "", quiet("waiter-subject-changed")),
        ("timeout", "timeout", time("waiter-timeout", _FOREVER, lambda value: value)),
        (_polling, "", other("waiter-polling-changed", lambda value: value[0])),
        (lambda w: (w.reason, w.explanation), "", other("waiter-reason-changed", lambda value: value[0])),
    ),
    v.Upload: (
        (lambda u: (u.max_bytes, u.max_files), "", _sizes),
        ("extensions", "", choice("upload-names-loosened", "upload-names-tightened", "any")),
        ("file_name_pattern", "", _name_pattern),
        (lambda u: (u.relative_paths, u.folder_name), "", quiet("upload-paths-changed")),
    ),
    v.Download: (
        (lambda d: (d.link, d.links), "", _link),
        ("file_name", "fileName", other("download-name-changed")),
        ("ranges", "ranges", other("download-ranges-changed")),
    ),
    v.ManagedUpload: (
        ("method", "method", other("managed-upload-renamed")),
        ("ways", "ways", _ways),
        ("then", "", _part("managed-upload-wait", "then")),
        ("archive", "", _part("managed-upload-archive", "archive")),
        ("upload", "upload", compare_uploads),
    ),
}
"""By type: how a field is read, its key in the description, and what tells that it differs."""
