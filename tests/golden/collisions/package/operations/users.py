"""The operations of `users`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import users as arguments

LIST: Operation[builtins.list[models.User2]] = Operation(
    id="users/list",
    method="GET",
    path="/users",
    answers=(Answer(200, "json", type=builtins.list[models.User2]),),
    arguments=arguments.UsersList,
    parameters=(
        Parameter("id", "query"),
        Parameter("id_header", "header", wire="id"),
        Parameter("id_query", "query", wire="_id"),
        Parameter("id_query_2", "query", wire="ID"),
    ),
    retry="safe",
    readonly=True,
)

USERS_GET_2: Operation[models.User] = Operation(
    id="users/get",
    method="POST",
    path="/users",
    answers=(Answer(200, "json", type=models.User),),
    arguments=arguments.UsersGet,
    parameters=(
        Parameter("name", "body", wire="_name"),
        Parameter("name_2", "body", wire="name"),
        Parameter("id", "body"),
    ),
    body=(Media("application/json", ("name", "name_2", "id")),),
)

USERS_GET: Operation[models.User] = Operation(
    id="usersGet 2",
    method="GET",
    path="/users/{id}",
    answers=(Answer(200, "json", type=models.User),),
    arguments=arguments.UsersGet2,
    parameters=(Parameter("id", "path"), Parameter("id_query", "query", wire="id")),
    retry="safe",
    readonly=True,
)

USERS_GET_3: Operation[None] = Operation(
    id="users_get 3",
    method="PUT",
    path="/users/{id}",
    answers=(Answer(204, "none"),),
    arguments=arguments.UsersGet3,
    parameters=(Parameter("id", "path"),),
    retry="safe",
)

GET: Operation[None] = Operation(
    id="get",
    method="DELETE",
    path="/users/{id}",
    answers=(Answer(204, "none"),),
    arguments=arguments.Get,
    parameters=(Parameter("id", "path"),),
    retry="safe",
)
