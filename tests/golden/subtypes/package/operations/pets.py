"""The operations of `pets`, each described once for both clients."""

from __future__ import annotations

import builtins

from clientome._runtime.generated import (
    Answer,
    Media,
    Operation,
    Parameter,
)

from .. import models
from ..arguments import pets as arguments

PUT_PETS: Operation[builtins.list[models.AnyPet]] = Operation(
    id="putPets",
    method="PUT",
    path="/pets",
    answers=(Answer(200, "json", type=builtins.list[models.AnyPet]),),
    arguments=arguments.PutPets,
    parameters=(Parameter("pets", "body"), Parameter("first", "body")),
    body=(Media("application/json", ("pets", "first")),),
    retry="safe",
)

ADD_PET: Operation[models.AnyPet] = Operation(
    id="addPet",
    method="POST",
    path="/pets",
    answers=(Answer(200, "json", type=models.AnyPet),),
    arguments=arguments.AddPet,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
)

ADD_CAT: Operation[models.AnyCat] = Operation(
    id="addCat",
    method="POST",
    path="/cats",
    answers=(Answer(200, "json", type=models.AnyCat),),
    arguments=arguments.AddCat,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
)

GET_HOME: Operation[models.Home] = Operation(
    id="getHome",
    method="GET",
    path="/home",
    answers=(Answer(200, "json", type=models.Home),),
    retry="safe",
    readonly=True,
)

ADD_CONTACT: Operation[models.AddContactResponse] = Operation(
    id="addContact",
    method="POST",
    path="/contacts",
    answers=(Answer(200, "json", type=models.AddContactResponse),),
    arguments=arguments.AddContact,
    parameters=(Parameter("method", "body"),),
    body=(Media("application/json", ("method",)),),
    body_required=True,
)

ACT_OTHER: Operation[None] = Operation(
    id="actOther",
    method="PUT",
    path="/actions",
    answers=(Answer(204, "none"),),
    arguments=arguments.ActOther,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
    retry="safe",
)

ACT: Operation[None] = Operation(
    id="act",
    method="POST",
    path="/actions",
    answers=(Answer(204, "none"),),
    arguments=arguments.Act,
    parameters=(Parameter("body", "body", whole=True),),
    body=(Media("application/json", ("body",)),),
    body_required=True,
)
