"""Arguments of the operations of Names that meet: users."""

from __future__ import annotations

from pydantic import StrictInt, StrictStr

from clientome._runtime.generated import ArgumentsModel


class UsersList(ArgumentsModel):
    """Arguments of GET /users."""

    id: StrictStr | None = None
    id_header: StrictInt | None = None
    id_query: StrictStr | None = None
    id_query_2: StrictStr | None = None


class UsersGet(ArgumentsModel):
    """Arguments of POST /users."""

    name: StrictStr | None = None
    name_2: StrictStr | None = None
    id: StrictStr | None = None


class UsersGet2(ArgumentsModel):
    """Arguments of GET /users/{id}."""

    id: StrictStr
    id_query: StrictStr | None = None


class UsersGet3(ArgumentsModel):
    """Arguments of PUT /users/{id}."""

    id: StrictStr


class Get(ArgumentsModel):
    """Arguments of DELETE /users/{id}."""

    id: StrictStr
