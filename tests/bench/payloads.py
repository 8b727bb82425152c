"""What the local server answers: one sequencing order, one job and one page of ancestry orders, about 1.5 kB each."""

from __future__ import annotations

import json
from typing import Any

ORDER_ID = "ord_01JZ8N8A4P2Y"
JOB_ID = "9f2c4d6e8a0b1c3d"
MODEL_ID = "model-of-the-bench"

ORDER: dict[str, Any] = {
    "order_id": ORDER_ID,
    "type": "wgs_30x",
    "client_name": "Ward 7, cohort of spring",
    "user_reference": "user_123",
    "status": "sample_received",
    "status_label": "The sample has reached the laboratory",
    "activation_code": "ACT-7HD2-9QK4",
    "activation_url": "https://sample.example/activate/ACT-7HD2-9QK4",
    "deliverables": ["genome_bundle", "vcf", "fastq"],
    "retention": "hosted_runtime",
    "price_cents": 69900,
    "shipping_fee_cents": 1250,
    "total_cents": 71150,
    "currency": "usd",
    "estimated_completion_date": "2026-07-02",
    "shipment": {
        "carrier": "example-post",
        "tracking_number": "00340434292135100186",
        "tracking_url": "https://post.example/track/00340434292135100186",
        "status": "returned",
        "steps": [
            {
                "at": f"2026-05-{day:02d}T09:14:00Z",
                "place": f"Depot {day}",
                "text": "Handed on to the next stage",
            }
            for day in range(21, 29)
        ],
    },
    "genome_id": "gen_01JZ9Q7R3M5K",
    "storage_expires_at": "2027-05-21T10:20:05.000Z",
    "created_at": "2026-05-21T10:20:05.000Z",
    "updated_at": "2026-05-29T16:41:33.250Z",
}

JOB: dict[str, Any] = {
    "success": True,
    "data": {
        "status": "completed",
        "cost": 12.5,
        "program": "alphafold2",
        "user_args": "--model-preset monomer --max-template-date 2024-01-01",
        "server_args": "--data-dir /data --output-dir /outputs",
        "project": "binders",
        "memo": "second try with templates",
        "input_src": "upload",
        "created_at": 1750000000,
        "started_at": 1750000060,
        "finished_at": 1750003600,
        "log_tail": "relaxation finished\nwriting outputs\ndone",
        "manifest": [
            {"path": f"outputs/ranked_{n}.pdb", "sha256": f"{n:x}" * 64, "size": 181_000 + n}
            for n in range(8)
        ],
    },
}

ANCESTRY: dict[str, Any] = {
    "count": 3,
    "next": None,
    "previous": None,
    "results": [
        {
            "id": f"5d0c7b1e-{n:04d}-4c33-9f0a-2b6f3c1d7e10",
            "status": "Completed",
            "src_file_id": f"b81fd02a-{n:04d}-4e7c-8a52-0e6c1f9d3b77",
            "src_file_name": f"sample_{n}.vcf.gz",
            "started_at": "2026-05-21T10:20:05.123456Z",
            "amount_of_samples": 1,
            "execution_time": 812.4,
            "submitted_by": "lab@hospital.example",
            "model": "ancestry data model one",
            "type": "GNT",
            "org_name": "Hospital of the example",
            "tags": [{"id": "7", "name": "spring"}],
            "result_types": [{"type": "ANCESTRY_JSON", "label": "Ancestry"}],
            "can_request_pdf": True,
            "virtual": False,
        }
        for n in range(3)
    ],
}

# Clients of language models expect these names in what describes a model; the rest is the same order.
MODEL = {
    "id": MODEL_ID,
    "object": "model",
    "type": "base",
    "created": 1750000000,
    "owned_by": "bench",
    "name": MODEL_ID,
    "capabilities": {"completion_chat": True},
    **{name: value for name, value in ORDER.items() if name != "type"},
}

PATHS: dict[str, Any] = {
    f"/v1/orders/{ORDER_ID}": ORDER,
    "/api/v1/job/view": JOB,
    "/api/v1/exec/orders": ANCESTRY,
    f"/v1/models/{MODEL_ID}": MODEL,
}


def body(value: Any) -> bytes:
    """A value as it goes over the wire."""
    return json.dumps(value, separators=(",", ":")).encode()
