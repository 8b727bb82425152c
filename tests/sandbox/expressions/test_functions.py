"""The functions of expressions, each asked as a `sandbox.yaml` asks it."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from clientome.sandbox.behaviour.engine import Engine
from clientome.sandbox.expressions.evaluator import ExpressionError, compiled
from tests.support.sandbox_expressions import Ask, same


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("len(null)", 0),
        ("len('abc')", 3),
        ("sorted([3, 1, 2])", [1, 2, 3]),
        ("sorted([3, 1, 2], true)", [3, 2, 1]),
        ("sorted(null)", []),
        ("unique([2, 1, 2, 1])", [2, 1]),
        ("unique(null)", []),
        ("first([1, 2])", 1),
        ("first([])", None),
        ("first(null)", None),
        ("last([1, 2])", 2),
        ("last([])", None),
        ("last(null)", None),
        ("concat([1], null, [2])", [1, 2]),
        ("numbered(['a', 'b'])", [[0, "a"], [1, "b"]]),
        ("numbered(['a'], 5)", [[5, "a"]]),
        ("numbered(null)", []),
        ("pluck([{'a': 1}, {}], 'a')", [1, None]),
        ("pluck(null, 'a')", []),
        ("pick_each([{'a': 1, 'b': 2}, {'b': 3}], 'a')", [{"a": 1}, {}]),
        ("pick_each(null, 'a')", []),
        ("chosen([{'a': 1, 'b': 1}, {'a': 1}, {'b': 1}], a=1, b=1)", [{"a": 1, "b": 1}]),
        ("chosen(null, a=1)", []),
    ],
)
def test_lists(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("count([1, 0, null, 'x'])", 2),
        ("count(null)", 0),
        ("sum([1, null, 2])", 3),
        ("sum(null)", 0),
        ("min(3, null, 2)", 2),
        ("min([3, 2])", 2),
        ("min([])", None),
        ("min(null)", None),
        ("max(3, null, 4)", 4),
        ("max([3, 4])", 4),
        ("max([null])", None),
        ("max(null)", None),
        ("round(2.6)", 3),
        ("round(2.345, 1)", 2.3),
        ("int_of('12')", 12),
        ("int_of('x')", None),
        ("int_of(null)", None),
        ("number('1.5')", 1.5),
        ("number('x')", None),
        ("number('nan')", None),
        ("number('inf')", None),
        ("upto(3)", [0, 1, 2]),
        ("len(upto(10001))", 10_000),
    ],
)
def test_numbers(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("text(null)", ""),
        ("text('a')", "a"),
        ("text({'a': [1, null]})", '{"a":[1,null]}'),
        ("to_json('ü')", '"ü"'),
        ("to_json({'a': absent})", '{"a":null}'),
        ("from_json('[1]')", [1]),
        ("from_json('[')", None),
        ("from_json(null)", None),
        ("from_json(1)", None),
        ("join(['a', null, 1], '-')", "a-1"),
        ("join(null)", ""),
        ("split(' a , b ,, ')", ["a", "b"]),
        ("split('a;b', ';')", ["a", "b"]),
        ("split(null)", []),
        ("lower('aB') + upper('aB') + trim(' x ')", "abABx"),
        ("lower(null) + upper(null) + trim(null)", ""),
        ("starts('abc', 'ab')", True),
        ("starts(null, 'ab')", False),
        ("ends('a.gz', '.zip', '.gz')", True),
        ("ends(null, 'a')", False),
        ("replace('aXbX', 'X', '-')", "a-b-"),
        ("replace(null, 'X', '-')", ""),
        ("matches('abc', '[a-c]+')", True),
        ("matches('abcd', '[a-c]+')", False),
        ("matches(null, '.*')", False),
        ("part('id=7;', 'id=([0-9]+)')", "7"),
        ("part('id=7;', '[0-9]+')", "7"),
        ("part('id', '([0-9]+)')", None),
        ("part(null, 'x')", None),
        ("pad(7, 3)", "007"),
        ("pad('a', 2, ' ')", " a"),
        ("basename('a/b.txt')", "b.txt"),
        ("basename('a\\\\b.txt')", "b.txt"),
        ("basename(null)", ""),
        ("dirname('a/b/c')", "a/b"),
        ("dirname(null)", ""),
        ("extension('a/B.VCF')", ".vcf"),
        ("extension(null)", ""),
    ],
)
def test_texts(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("https://hooks.example.com/x", True),
        ("http://8.8.8.8/", True),
        ("http://[2606:4700::1111]/", True),
        ("ftp://example.com/", False),
        ("https:///x", False),
        ("https://example.com/a b", False),
        ("https://example.com\\@localhost/", False),
        ("https://example.com:port/", False),
        ("http://[::1/", False),
        ("http://localhost/", False),
        ("http://localhost./", False),
        ("http://printer/", False),
        ("http://printer.local/", False),
        ("http://127.0.0.1/", False),
        ("http://127.1/", False),
        ("http://0x7f000001/", False),
        ("http://2130706433/", False),
        ("http://1.2.3.4.5/", False),
        ("http://10.0.0.8/", False),
        ("http://[::1]/", False),
        ("http://[fe80::1%25eth0]/", False),
        ("", False),
    ],
)
def test_public_addresses(ask: Ask, address: str, public: bool) -> None:
    assert ask("public_url(value)", value=address) is public
    assert ask("public_url(null)") is False


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("default(null, 1)", 1),
        ("default(absent, 1)", 1),
        ("default(0, 1)", 0),
        ("has({'a': null}, 'a')", True),
        ("has({}, 'a')", False),
        ("has('a', 'a')", False),
        ("merge({'a': 1, 'b': 1}, null, {'b': 2})", {"a": 1, "b": 2}),
        ("pick({'a': 1, 'b': 2}, 'b', 'c')", {"b": 2}),
        ("pick(null, 'a')", {}),
        ("omit({'a': 1, 'b': 2}, 'b')", {"a": 1}),
        ("omit(null, 'b')", {}),
        ("keys({'a': 1})", ["a"]),
        ("keys(null)", []),
        ("values({'a': 1})", [1]),
        ("values(null)", []),
        (
            "changes({'a': 1, 'b': 1, 'c': 1}, {'b': 1, 'c': 2, 'd': 1})",
            {"added": ["d"], "removed": ["a"], "changed": ["c"]},
        ),
        ("changes(null, {'a': 1})", {"added": ["a"], "removed": [], "changed": []}),
        ("changes({'a': 1}, null)", {"added": [], "removed": ["a"], "changed": []}),
        ("[is_text('a'), is_text(1)]", [True, False]),
        ("[is_list([]), is_list('a')]", [True, False]),
        ("[is_map({}), is_map([])]", [True, False]),
    ],
)
def test_things(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("iso(1.9)", "1970-01-01T00:00:01Z"),
        ("iso_ms(1.5)", "1970-01-01T00:00:01.500Z"),
        ("iso_us(1.25)", "1970-01-01T00:00:01.250000Z"),
        ("date(86400)", "1970-01-02"),
        ("month(86400 * 31)", "1970-02"),
        ("epoch(1.9)", 1),
        ("[iso(null), iso_ms(null), iso_us(null), date(null), month(null), epoch(null)]", [None] * 6),
        ("time_of('1970-01-02')", 86400.0),
        ("time_of('1970-01-01T01:00:00+01:00')", 0.0),
        ("time_of('soon')", None),
        ("time_of(5)", None),
        ("time_of(null)", None),
        ("seconds(1) + minutes(1) + hours(1) + days(1)", 90061.0),
    ],
)
def test_times(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("sha256('a')", hashlib.sha256(b"a").hexdigest()),
        ("md5('a')", hashlib.md5(b"a").hexdigest()),
        ("sha256({'a': 1})", hashlib.sha256(b'{"a":1}').hexdigest()),
        ("base64_of('hello')", "aGVsbG8="),
        ("mask('sk-abcdef')", "sk-a****"),
        ("mask('sk-abcdef', 2)", "sk****"),
        ("mask(null)", "****"),
        ("chance('x', 1)", True),
        ("chance('x', 0)", True),
        ("number_from('x', 3, 3)", 3.0),
        ("choice('x', ['only'])", "only"),
        ("[len(hex(5)), len(token(7)), len(digits(6)), len(letters(9))]", [5, 7, 6, 9]),
    ],
)
def test_made_up_values(ask: Ask, expression: str, value: Any) -> None:
    same(ask, expression, value)


def test_made_up_values_spread_and_stay(ask: Ask) -> None:
    seeds = [f"s{n}" for n in range(300)]
    hits = [ask("chance(seed, 3)", seed=seed) for seed in seeds]
    numbers = [ask("number_from(seed, 10, 20)", seed=seed) for seed in seeds]
    chosen = [ask("choice(seed, ['a', 'b', 'c'])", seed=seed) for seed in seeds]
    assert hits == [ask("chance(seed, 3)", seed=seed) for seed in seeds]
    assert numbers == [ask("number_from(seed, 10, 20)", seed=seed) for seed in seeds]
    assert 50 < sum(hits) < 150
    assert 10 <= min(numbers) < 11 < 19 < max(numbers) <= 20
    assert set(chosen) == {"a", "b", "c"}
    assert len({ask("uuid()") for _ in range(5)}) == 5


def test_addresses(ask: Ask, engine: Engine) -> None:
    engine.origin = "http://shop.test"
    assert ask("url('/x', a=1, b=null, c='d e')") == "http://shop.test/x?a=1&c=d+e"
    assert ask("url('/x')") == "http://shop.test/x"
    found = ask("url_of('getOrder', id='a/b', page=2)")
    assert found == "http://shop.test/v1/orders/a%2Fb?page=2"


def test_tokens(ask: Ask) -> None:
    for content in ("x", {"a": [1]}, 7):
        token = ask("sign('kind', content, 60)", content=content)
        assert ask("unsign('kind', token)", token=token) == content
        assert ask("unsign('other', token)", token=token) is None
        assert ask("unsign('kind', token[:-1])", token=token) is None
    assert ask("unsign('kind', sign('kind', 'x', 0))") is None
    for wrong in (None, 5, "", "é", "a", "%%%%"):
        assert ask("unsign('kind', token)", token=wrong) is None


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("'a'.upper()", "there are no methods, only functions"),
        ("(5).real", ".real is asked of int, which has no members"),
        ("unknown", "unknown"),
        ("1 / 0", "division"),
        ("1" + " + 1" * 600, "nested too deeply"),
        ("open('x')", "open"),
    ],
)
def test_what_expressions_cannot_do(ask: Ask, expression: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        ask(expression)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("null.a.b", None),
        ("null[0]", None),
        ("{'a': 1}.b", None),
        ("{'a': 1}['b']", None),
        ("[1, 2][5]", None),
        ("[1, 2][-1]", 2),
        ("'yes' if absent else 'no'", "no"),
    ],
)
def test_what_is_missing_is_null(ask: Ask, expression: str, value: Any) -> None:
    assert ask(expression) == value


def test_a_value_that_is_no_expression(engine: Engine) -> None:
    names = engine.run(None, engine.clock.now())
    with pytest.raises(ValueError, match="`= 1 \\+` is not an expression"):
        compiled("= 1 +", engine.evaluator)
    assert compiled("== not one", engine.evaluator)(names) == "= not one"
    raw = {"a": "= absent", "b": ["= absent", "= 1 + 1", "x"], 3: "= null"}
    assert compiled(raw, engine.evaluator)(names) == {"b": [2, "x"], "3": None}
