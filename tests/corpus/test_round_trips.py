"""Every model of the corpus goes there and back; of the large documents, here, only some do.

All of them do where DIALWRIGHT_WHOLE_CORPUS=1.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .round_trips import round_trips

WHOLE = os.environ.get("DIALWRIGHT_WHOLE_CORPUS") == "1"

DOCUMENTS = {
    "bandwidth_sdk.yml": 5,
    "discord.json": 0,
    "figma.yaml": 0,
    "github.json": 0,
    "intercom.yaml": 1,
    "k8s_apps_v1.json": 20,
    "messagebird_sms.yaml": 1,
    "museum31.yaml": 1,
    "nexmo_messages.yml": 1,
    "nexmo_voice.yml": 1,
    "oapi_naming.yaml": 1,
    "oapi_params.yaml": 1,
    "ogen_sample.json": 1,
    "opc_e2e_31.yaml": 1,
    "param_collision.json": 1,
    "params_style31.json": 1,
    "petstore_oai.yaml": 1,
    "qdrant.json": 15,
    "schema_types31.json": 1,
    "stripe.yaml": 40,
    "tictactoe31.yaml": 1,
    "train_travel31.yaml": 1,
    "twilio_api_v2010.json": 15,
    "uspto.yaml": 1,
}
"""Document -> of how many of its schemas one is taken where the corpus is not tried whole; 0: none is."""

NOT_MADE = {
    "figma.yaml": {"InteractionAction_2", "InteractionActionModel"},
    "github.json": {"EnvironmentProtectionRule_2"},
    "intercom.yaml": {"FinAgentSubmitFinCsatError422", "MessageGetWhatsAppMessageStatusResult"},
    "ogen_sample.json": {"PetGetErrorDefault"},
    "opc_e2e_31.yaml": {"ResponseStatusCodePatternsError4xx"},
}
"""Models of alternatives inside others, which no sample has, or which are like others in all they have, and
of failures and of records that only pages hold, which have no schema of their own."""

AMBIGUOUS = {
    "github.json": [
        "InteractionLimitResponse | dict[str, Any]: not rebuilt: "
        "InteractionLimitResponse() needs 'limit', 'origin', 'expires_at'."
    ]
}
"""What is read as a model though it may be any object: an object with nothing in it."""


def test_every_document_is_tried(shared: Path) -> None:
    found = {path.name for path in (shared / "corpus").iterdir() if path.suffix != ".md"}
    assert found == DOCUMENTS.keys()


@pytest.mark.parametrize("name", [name for name, every_nth in DOCUMENTS.items() if WHOLE or every_nth])
def test_what_is_read_is_rebuilt_as_it_was(name: str, shared: Path, tmp_path: Path) -> None:
    every_nth = 1 if WHOLE else DOCUMENTS[name]
    trips = round_trips(shared / "corpus" / name, tmp_path, every_nth=every_nth)
    assert trips.faults == (AMBIGUOUS.get(name, []) if every_nth == 1 else [])
    if every_nth == 1:
        assert trips.left_out == NOT_MADE.get(name, set())
