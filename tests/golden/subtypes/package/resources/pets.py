"""pets operations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence

from clientome._runtime.generated import (
    AsyncResource,
    RequestOptions,
    Resource,
)

from .. import models
from ..operations import pets as operations


class PetsResource(Resource):
    """pets operations."""

    def put_pets(
        self,
        *,
        pets: Sequence[
            models.CatInput
            | Mapping[str, object]
            | models.DogInput
            | models.LizardInput
            | models.SiameseInput
        ]
        | None = None,
        first: models.CatInput
        | Mapping[str, object]
        | models.DogInput
        | models.LizardInput
        | models.SiameseInput
        | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.AnyPet]:
        """putPets.

        Needs no credentials.

        Endpoint: ``PUT /pets``

        Args:
            pets: See the provider's documentation.
            first: The first.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pets.
        """
        return self._call(
            operations.PUT_PETS,
            {
                "pets": pets,
                "first": first,
            },
            options,
        )

    def add_pet(
        self,
        *,
        body: models.CatInput
        | Mapping[str, object]
        | models.DogInput
        | models.LizardInput
        | models.SiameseInput,
        options: RequestOptions | None = None,
    ) -> models.AnyPet:
        """addPet.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /pets``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pet.
        """
        return self._call(
            operations.ADD_PET,
            {
                "body": body,
            },
            options,
        )

    def add_cat(
        self,
        *,
        body: models.CatInput | Mapping[str, object] | models.SiameseInput,
        options: RequestOptions | None = None,
    ) -> models.AnyCat:
        """addCat.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /cats``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The cat.
        """
        return self._call(
            operations.ADD_CAT,
            {
                "body": body,
            },
            options,
        )

    def get_home(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Home:
        """getHome.

        Needs no credentials.

        Endpoint: ``GET /home``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The home.
        """
        return self._call(
            operations.GET_HOME,
            {},
            options,
        )

    def add_contact(
        self,
        *,
        method: models.PhoneInput | Mapping[str, object] | models.MailInput,
        options: RequestOptions | None = None,
    ) -> models.AddContactResponse:
        """addContact.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /contacts``

        Args:
            method: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The contact.
        """
        return self._call(
            operations.ADD_CONTACT,
            {
                "method": method,
            },
            options,
        )

    def act_other(
        self,
        *,
        body: models.Power | Mapping[str, object] | models.Other,
        options: RequestOptions | None = None,
    ) -> None:
        """actOther.

        Needs no credentials.

        Endpoint: ``PUT /actions``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.ACT_OTHER,
            {
                "body": body,
            },
            options,
        )

    def act(
        self,
        *,
        body: models.Power | Mapping[str, object] | models.Backup,
        options: RequestOptions | None = None,
    ) -> None:
        """act.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /actions``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return self._call(
            operations.ACT,
            {
                "body": body,
            },
            options,
        )


class AsyncPetsResource(AsyncResource):
    """pets operations."""

    async def put_pets(
        self,
        *,
        pets: Sequence[
            models.CatInput
            | Mapping[str, object]
            | models.DogInput
            | models.LizardInput
            | models.SiameseInput
        ]
        | None = None,
        first: models.CatInput
        | Mapping[str, object]
        | models.DogInput
        | models.LizardInput
        | models.SiameseInput
        | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[models.AnyPet]:
        """putPets.

        Needs no credentials.

        Endpoint: ``PUT /pets``

        Args:
            pets: See the provider's documentation.
            first: The first.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pets.
        """
        return await self._call(
            operations.PUT_PETS,
            {
                "pets": pets,
                "first": first,
            },
            options,
        )

    async def add_pet(
        self,
        *,
        body: models.CatInput
        | Mapping[str, object]
        | models.DogInput
        | models.LizardInput
        | models.SiameseInput,
        options: RequestOptions | None = None,
    ) -> models.AnyPet:
        """addPet.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /pets``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The pet.
        """
        return await self._call(
            operations.ADD_PET,
            {
                "body": body,
            },
            options,
        )

    async def add_cat(
        self,
        *,
        body: models.CatInput | Mapping[str, object] | models.SiameseInput,
        options: RequestOptions | None = None,
    ) -> models.AnyCat:
        """addCat.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /cats``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The cat.
        """
        return await self._call(
            operations.ADD_CAT,
            {
                "body": body,
            },
            options,
        )

    async def get_home(
        self,
        *,
        options: RequestOptions | None = None,
    ) -> models.Home:
        """getHome.

        Needs no credentials.

        Endpoint: ``GET /home``

        Args:
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The home.
        """
        return await self._call(
            operations.GET_HOME,
            {},
            options,
        )

    async def add_contact(
        self,
        *,
        method: models.PhoneInput | Mapping[str, object] | models.MailInput,
        options: RequestOptions | None = None,
    ) -> models.AddContactResponse:
        """addContact.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /contacts``

        Args:
            method: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            The contact.
        """
        return await self._call(
            operations.ADD_CONTACT,
            {
                "method": method,
            },
            options,
        )

    async def act_other(
        self,
        *,
        body: models.Power | Mapping[str, object] | models.Other,
        options: RequestOptions | None = None,
    ) -> None:
        """actOther.

        Needs no credentials.

        Endpoint: ``PUT /actions``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.ACT_OTHER,
            {
                "body": body,
            },
            options,
        )

    async def act(
        self,
        *,
        body: models.Power | Mapping[str, object] | models.Backup,
        options: RequestOptions | None = None,
    ) -> None:
        """act.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /actions``

        Args:
            body: The request body.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Done.
        """
        return await self._call(
            operations.ACT,
            {
                "body": body,
            },
            options,
        )
