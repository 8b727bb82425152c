"""Contestants: clients that people use today, reading a model's description of the same size. All optional.

They live in a virtual environment of their own, because their pins need not agree with ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .payloads import MODEL_ID

NAMES = ("openai", "mistralai", "cohere")
HOME = Path(sys.prefix) / "peers"
PYTHON = HOME / "bin" / "python"


def openai(url: str) -> Callable[[], Any]:
    from openai import OpenAI

    client = OpenAI(api_key="bench", base_url=f"{url}/v1")
    return lambda: client.models.retrieve(MODEL_ID)


def mistralai(url: str) -> Callable[[], Any]:
    from mistralai.client import Mistral

    client = Mistral(api_key="bench", server_url=url)
    return lambda: client.models.retrieve(model_id=MODEL_ID)


def cohere(url: str) -> Callable[[], Any]:
    from cohere import Client

    client = Client("bench", base_url=url)
    return lambda: client.models.get(MODEL_ID)
