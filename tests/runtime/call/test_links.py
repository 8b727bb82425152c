"""Links in answers whose shape nobody documents: found wherever they stand, with what is told about their files."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientome._runtime.base import errors
from clientome._runtime.base.models import AnswerModel
from clientome._runtime.call.links import FoundLink, file_names, found_links, only_link, told_digest
from clientome._runtime.files.names import relative_parts, safe_name

URL = "https://store.test/b/{}?X-Signature=5ecret"
SHA = "ab" * 32
MD5 = "cd" * 16
KEYS = st.text(string.ascii_lowercase + "_", min_size=1, max_size=6).filter(
    lambda key: key not in ("next", "prev", "first", "last", "self", "docs", "help", "terms", "fields")
)
NUMBERS = st.integers(0, 5)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    NUMBERS.map(lambda number: URL.format(number)),
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


class Loose(AnswerModel):
    """An answer with hardly any described field."""

    upload_id: str = "u"


def urls(value: Any) -> list[str]:
    """All addresses, in their order, by the simplest walk."""
    if isinstance(value, str):
        return [value] if value.startswith("https://") else []
    if isinstance(value, dict):
        value = list(value.values())
    return [url for item in value for url in urls(item)] if isinstance(value, list) else []


def bare(links: list[FoundLink]) -> list[str]:
    return [link.url for link in links]


@given(TREES)
def test_every_address_is_found_once_in_its_order(tree: Any) -> None:
    assert bare(found_links(tree, "anywhere")) == list(dict.fromkeys(urls(tree)))


@given(st.dictionaries(KEYS, TREES, max_size=4))
def test_models_and_their_unknown_fields_are_looked_through(fields: dict[str, Any]) -> None:
    answer = Loose.model_validate(fields | {"upload_id": "u"})
    expected = {key: value for key, value in fields.items() if key != "upload_id"}
    assert sorted(bare(found_links(answer, "anywhere"))) == sorted(set(urls(expected)))


@given(TREES)
def test_paths_lead_to_the_links_and_nothing_shows_them(tree: Any) -> None:
    for link in found_links(tree, "anywhere"):
        value = tree
        for step in link.path:
            value = value[step]
        assert value == link.url
        assert "5ecret" not in repr(link)


@given(TREES)
def test_the_names_of_files_are_harmless_and_different(tree: Any) -> None:
    links = found_links(tree, "anywhere")
    names = file_names(links, [None] * len(links))
    assert len({name.casefold() for name in names}) == len(links)
    for name in names:
        assert relative_parts(name) == (name,)
        assert safe_name(name) == name


TEXTS = st.text(max_size=12) | st.sampled_from(
    ["a", "A", "a.vcf", "a.vcf.part", "A.VCF.part.json", "../x", "a" * 300, "CON", ".", "a-2", "a-2.vcf", ""]
)


@given(st.lists(st.tuples(TEXTS, st.booleans(), st.none() | TEXTS), max_size=6))
def test_names_differ_whatever_is_proposed(rows: list[tuple[str, bool, str | None]]) -> None:
    links = [
        FoundLink(url=URL.format(number), path=(number,), name=name, named=named)
        for number, (name, named, _proposal) in enumerate(rows)
    ]
    names = file_names(links, [proposal for _name, _named, proposal in rows])
    folded = {name.casefold() for name in names}
    assert len(folded) == len(rows)
    # No file takes the place of another one's unfinished file.
    assert folded.isdisjoint(name + end for name in folded for end in (".part", ".part.json"))
    for name in names:
        assert safe_name(name) == name
        assert len(name.encode()) <= 200


@pytest.mark.parametrize(
    ("answer", "name", "named"),
    [
        ({"filename": "a.vcf", "name": "b", "url": URL}, "a.vcf", True),
        ({"file_name": "a.vcf", "type": "vcf", "url": URL}, "a.vcf", True),
        ({"name": "a", "url": URL}, "a", True),
        ({"path": "x/a.pdb", "url": URL}, "x/a.pdb", True),
        ({"type": "vcf", "url": URL}, "vcf", False),
        ({"kind": "vcf", "link": {"href": URL}}, "vcf", False),
        ({"files": {"fastq_r1": URL}}, "fastq_r1", False),
        ({"files": [{"name": "a.vcf", "url": URL}], "name": "order"}, "a.vcf", True),
        # What a list's owner is called is not what its file is called.
        ({"files": [{"url": URL}], "name": "order"}, "url", False),
        ([URL], "download", False),
        (URL, "download", False),
        ({"name": "", "type": URL}, "type", False),
    ],
)
def test_the_name_is_the_nearest_one_told(answer: Any, name: str, named: bool) -> None:
    (link,) = found_links(answer, "anywhere")
    assert (link.name, link.named) == (name, named)


@pytest.mark.parametrize(
    ("fields", "size", "sha256", "md5"),
    [
        ({"size": 5, "sha256": SHA}, 5, SHA, None),
        ({"size_bytes": 5, "size": 6, "checksum": SHA.upper()}, 5, SHA, None),
        ({"file_size_bytes": 0, "check_sum": MD5}, 0, None, MD5),
        ({"size": "5", "checksum": "crc32:aabbccdd"}, None, None, None),
        ({"size": True, "sha256": SHA[:-1] + "g", "md5": MD5 + "-6"}, None, None, None),
        ({"size": -1, "sha256": MD5 + "00", "md5": 7}, None, None, None),
        ({"sha256": SHA, "md5": MD5}, None, SHA, MD5),
    ],
)
def test_sizes_and_digests_beside_a_link(fields: Any, size: Any, sha256: Any, md5: Any) -> None:
    for answer in ({**fields, "url": URL}, {"data": {**fields, "download": {"url": URL}}}):
        (link,) = found_links(answer, "anywhere")
        assert (link.size, link.sha256, link.md5) == (size, sha256, md5)


def test_what_is_told_is_not_given_to_two_links() -> None:
    links = found_links({"size": 5, "sha256": SHA, "name": "a", "vcf": URL, "index": URL + "2"}, "anywhere")
    assert [(link.name, link.size, link.sha256) for link in links] == [
        ("vcf", None, None),
        ("index", None, None),
    ]


def test_what_stands_above_a_list_is_not_told_of_its_items() -> None:
    (link,) = found_links({"size": 50, "sha256": SHA, "files": [{"url": URL}]}, "anywhere")
    assert (link.size, link.sha256) == (None, None)


@pytest.mark.parametrize("key", ["next", "docs_url", "tracking_url", "activation-link", "self", "Help_URI"])
def test_addresses_of_pages_are_no_files(key: str) -> None:
    assert bare(found_links({key: URL + "page", "url": URL}, "anywhere")) == [URL]


@pytest.mark.parametrize(
    "text",
    ["see https://x.test/a", "https://x.test/a b", "ftp://x.test/a", "https://", "/v1/files/1", "s3://b/k"],
)
def test_what_is_no_address_as_a_whole_is_none(text: str) -> None:
    assert found_links({"url": text}, "anywhere") == []


def test_where_and_how_an_upload_goes() -> None:
    answer = {
        "upload_id": "u1",
        "upload": {
            "url": URL,
            "http_method": "put",
            "headers": {"Content-Type": "application/gzip", "Referer": "https://x.test/", "X-Number": 5},
        },
    }
    (link,) = found_links(answer, "anywhere")
    assert link.method == "PUT"
    assert link.headers == {"Content-Type": "application/gzip", "Referer": "https://x.test/"}
    listed = {"url": URL, "method": "PUT; x", "headers": [{"name": "A", "value": "b"}, {"name": "C"}, "D"]}
    (link,) = found_links(listed, "anywhere")
    assert link.method is None
    assert link.headers == {"A": "b"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (("data", "url"), [URL]),
        (("data",), [URL]),
        (("files",), [URL + "0", URL + "1"]),
        (("plain",), [URL + "2", URL + "3"]),
        (("files", 1, "url"), [URL + "1"]),
        (("missing",), []),
        (("data", "name"), []),
    ],
)
def test_a_documented_place(where: Any, expected: list[str]) -> None:
    answer = {
        "data": {"url": URL, "name": "a.vcf", "size": 5},
        "files": [{"url": URL + "0", "size": 1}, {"url": URL + "1", "size": 2}],
        "plain": [URL + "2", URL + "3"],
    }
    links = found_links(answer, where)
    assert bare(links) == expected
    if where == ("data", "url"):
        assert (links[0].name, links[0].size, links[0].path) == ("a.vcf", 5, ("data", "url"))
    if where == ("files", 1, "url"):
        assert links[0].size == 2


def test_a_documented_place_beside_another_address() -> None:
    answer = {"url": URL, "preview": URL + "small", "size": 5}
    (link,) = found_links(answer, ("url",))
    assert (link.url, link.size) == (URL, None)


def test_one_link_is_one_link() -> None:
    assert only_link(found_links({"url": URL, "href": URL}, "anywhere"), "getBundle").url == URL
    with pytest.raises(errors.DecodeError, match="holds no link"):
        only_link([], "getBundle")
    answer = {"url": URL, "Jane Doe 1970.vcf": URL + "1", "files": [URL + "2"]}
    with pytest.raises(errors.DecodeError, match=r"2 more|3 are there: url, \*, files\.0;") as raised:
        only_link(found_links(answer, "anywhere"), "getBundle")
    assert raised.value.operation == "getBundle"
    for secret in ("5ecret", "store.test", "Jane"):
        assert secret not in str(raised.value)


def test_names_come_from_the_address_where_the_answer_has_labels_only() -> None:
    links = found_links({"vcf": URL, "bam": URL + "1", "report": URL + "2"}, "anywhere")
    assert file_names(links, ["a.vcf.gz", "a.bam", None]) == ["a.vcf.gz", "a.bam", "report"]
    # Alike in the addresses, they are told apart by their labels.
    assert file_names(links, ["data.gz", "data.gz", "data.tar.gz"]) == ["vcf.gz", "bam.gz", "report.tar.gz"]


@given(st.text(max_size=70))
def test_digests_are_hexadecimal_or_nothing(text: str) -> None:
    told = told_digest(text)
    assert told == {} or all(len(bytes.fromhex(value)) in (16, 32) for value in told.values())
