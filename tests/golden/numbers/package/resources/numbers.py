"""numbers operations."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import Literal

from clientome._runtime.generated import (
    UNSET,
    AsyncResource,
    RequestOptions,
    Resource,
    Unset,
)

from .. import models
from ..operations import numbers as operations


class NumbersResource(Resource):
    """numbers operations."""

    def put_number(
        self,
        *,
        n: float,
        q: float | None = None,
        deep: models.PutNumberDeep | Mapping[str, object] | None = None,
        list: Sequence[float] | None = None,
        pipes: Sequence[float] | None = None,
        json: Sequence[float] | None = None,
        x_number: float | None = None,
        cookie: float | None = None,
        any: object | None = None,
        amount: float | None = None,
        step: float | None = None,
        steps: Sequence[float] | None = None,
        either: float | str | None = None,
        both: int | float | None = None,
        one: int | float | None = None,
        whole: Literal[1, 2] | None = None,
        half: int | None = None,
        null_or: float | Unset | None = UNSET,
        inner: models.PutNumberInner | Mapping[str, object] | None = None,
        free: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PutNumberResponse:
        """putNumber.

        Needs no credentials.

        Endpoint: ``PUT /numbers/{n}``

        Args:
            n: See the provider's documentation.
            q: At least 0.
            deep: See the provider's documentation.
            list: See the provider's documentation.
            pipes: See the provider's documentation.
            json: See the provider's documentation.
            x_number: See the provider's documentation.
            cookie: See the provider's documentation.
            any: See the provider's documentation.
            amount: The provider's default is 3.
            step: At least 0.
            steps: See the provider's documentation.
            either: See the provider's documentation.
            both: See the provider's documentation.
            one: One of 1, 2.5.
            whole: One of 1.0, 2.0.
            half: At least 0.5; at most 9.5.
            null_or: At least 0.
            inner: See the provider's documentation.
            free: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Numbers.
        """
        return self._call(
            operations.PUT_NUMBER,
            {
                "n": n,
                "q": q,
                "deep": deep,
                "list": list,
                "pipes": pipes,
                "json": json,
                "x_number": x_number,
                "cookie": cookie,
                "any": any,
                "amount": amount,
                "step": step,
                "steps": steps,
                "either": either,
                "both": both,
                "one": one,
                "whole": whole,
                "half": half,
                "null_or": null_or,
                "inner": inner,
                "free": free,
            },
            options,
        )

    def post_form(
        self,
        *,
        n: float | None = None,
        many: Sequence[float] | None = None,
        inner: models.PostFormInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> int | float:
        """postForm.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /form``

        Args:
            n: See the provider's documentation.
            many: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A number.
        """
        return self._call(
            operations.POST_FORM,
            {
                "n": n,
                "many": many,
                "inner": inner,
            },
            options,
        )

    def post_parts(
        self,
        *,
        n: float | None = None,
        inner: models.PostPartsInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[int | float]:
        """postParts.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /multipart``

        Args:
            n: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Numbers.
        """
        return self._call(
            operations.POST_PARTS,
            {
                "n": n,
                "inner": inner,
            },
            options,
        )


class AsyncNumbersResource(AsyncResource):
    """numbers operations."""

    async def put_number(
        self,
        *,
        n: float,
        q: float | None = None,
        deep: models.PutNumberDeep | Mapping[str, object] | None = None,
        list: Sequence[float] | None = None,
        pipes: Sequence[float] | None = None,
        json: Sequence[float] | None = None,
        x_number: float | None = None,
        cookie: float | None = None,
        any: object | None = None,
        amount: float | None = None,
        step: float | None = None,
        steps: Sequence[float] | None = None,
        either: float | str | None = None,
        both: int | float | None = None,
        one: int | float | None = None,
        whole: Literal[1, 2] | None = None,
        half: int | None = None,
        null_or: float | Unset | None = UNSET,
        inner: models.PutNumberInner | Mapping[str, object] | None = None,
        free: Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> models.PutNumberResponse:
        """putNumber.

        Needs no credentials.

        Endpoint: ``PUT /numbers/{n}``

        Args:
            n: See the provider's documentation.
            q: At least 0.
            deep: See the provider's documentation.
            list: See the provider's documentation.
            pipes: See the provider's documentation.
            json: See the provider's documentation.
            x_number: See the provider's documentation.
            cookie: See the provider's documentation.
            any: See the provider's documentation.
            amount: The provider's default is 3.
            step: At least 0.
            steps: See the provider's documentation.
            either: See the provider's documentation.
            both: See the provider's documentation.
            one: One of 1, 2.5.
            whole: One of 1.0, 2.0.
            half: At least 0.5; at most 9.5.
            null_or: At least 0.
            inner: See the provider's documentation.
            free: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Numbers.
        """
        return await self._call(
            operations.PUT_NUMBER,
            {
                "n": n,
                "q": q,
                "deep": deep,
                "list": list,
                "pipes": pipes,
                "json": json,
                "x_number": x_number,
                "cookie": cookie,
                "any": any,
                "amount": amount,
                "step": step,
                "steps": steps,
                "either": either,
                "both": both,
                "one": one,
                "whole": whole,
                "half": half,
                "null_or": null_or,
                "inner": inner,
                "free": free,
            },
            options,
        )

    async def post_form(
        self,
        *,
        n: float | None = None,
        many: Sequence[float] | None = None,
        inner: models.PostFormInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> int | float:
        """postForm.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /form``

        Args:
            n: See the provider's documentation.
            many: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            A number.
        """
        return await self._call(
            operations.POST_FORM,
            {
                "n": n,
                "many": many,
                "inner": inner,
            },
            options,
        )

    async def post_parts(
        self,
        *,
        n: float | None = None,
        inner: models.PostPartsInner | Mapping[str, object] | None = None,
        options: RequestOptions | None = None,
    ) -> builtins.list[int | float]:
        """postParts.

        It is never sent again once a byte of it has left. Needs no credentials.

        Endpoint: ``POST /multipart``

        Args:
            n: See the provider's documentation.
            inner: See the provider's documentation.
            options: Timeouts, retries, headers and hooks of this call.

        Returns:
            Numbers.
        """
        return await self._call(
            operations.POST_PARTS,
            {
                "n": n,
                "inner": inner,
            },
            options,
        )
