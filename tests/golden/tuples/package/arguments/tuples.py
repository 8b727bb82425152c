"""Arguments of the operations of Tuples: tuples."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel

from ..inputs import tuples


class PostTuples(ArgumentsModel):
    """Arguments of POST /tuples."""

    pairs: tuples.Pair | None = None
    pairs_body: list[tuples.Pair] | None = None
    own: list[tuples.PostTuplesOwnItem] | None = None
    nested: tuples.PostTuplesNested | None = None
    maybe: tuples.PostTuplesOwnItem | None = None
    either: StrictStr | tuples.PostTuplesOwnItem | None = None
    table: dict[str, tuples.PostTuplesOwnItem] | None = None
    more: list[StrictStr | StrictInt] | None = None
    inner: tuples.PostTuplesInner | None = None
