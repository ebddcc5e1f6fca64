"""An API made up to meet every corner of the target: clashes, nesting, unions, downloads, and a flat part.

Acme is a telephone company with two services: `voice`, a tree of resources, and `lines`, whose operations all
stand in one place.
"""

from __future__ import annotations

from dialwright import ir

from .lines import LINES
from .schemas import ENUMS, MODELS, UNIONS
from .voice import VOICE

__all__ = ["ACME"]

PROJECT, TOKEN, SPACE = ("project",), ("token",), ("space",)

ACME = ir.Api(
    words=("acme",),
    title="Acme",
    description='Calls, recordings and faxes of the "Acme" telephone company.',
    version="1.2.3",
    distribution="acme-client",
    origin="spec/acme",
    server="https://{space}.acme.example",
    arguments=(
        ir.Argument(words=PROJECT, env=("ACME_PROJECT",), description="The project."),
        ir.Argument(words=TOKEN, env=("ACME_TOKEN",), secret=True, description="Its token."),
        ir.Argument(
            words=SPACE,
            env=("ACME_SPACE", "ACME_HOST"),
            server_variable="space",
            description="The space.",
        ),
    ),
    bound={"AccountSid": PROJECT},
    authentication=ir.Authentication(scheme="basic", username=PROJECT, password=TOKEN),
    surfaces=(
        ir.Surface(
            words=("acme",),
            arguments=((PROJECT, PROJECT), (TOKEN, TOKEN), (SPACE, SPACE)),
            description="Everything that Acme has.",
        ),
        ir.Surface(
            words=("client",),
            module=("rest",),
            root="voice",
            arguments=((PROJECT, PROJECT), (TOKEN, TOKEN), (("acme", "url"), SPACE)),
            description="The voice part alone.",
        ),
        ir.Surface(
            words=("client",),
            module=("lines",),
            root="lines",
            arguments=((("user",), PROJECT), (("secret",), TOKEN), (SPACE, SPACE)),
            description="The lines alone, in the module of their service.",
        ),
    ),
    mapping_access=True,
    resources=(*VOICE, *LINES),
    models=MODELS,
    enums=ENUMS,
    unions=UNIONS,
    webhooks=(
        ir.Webhook(
            key="callEnded",
            words=("call", "ended"),
            payload=ir.Named("CallEnded"),
            mark="Ending",
            description="A call ended.",
        ),
        ir.Webhook(key="call-ended", words=("call", "ended"), payload=ir.Named("CallLeg")),
        ir.Webhook(
            key="strikes",
            words=("3", "strikes"),
            payload=ir.ListOf(ir.Primitive(ir.Kind.INTEGER)),
            mark="strikes",
        ),
    ),
    signatures=(
        ir.Signature(
            words=("form", "or", "not"),
            headers=("X-Acme-Signature",),
            signs="url-and-form",
            digest="sha256",
            encoding="base64",
        ),
        ir.Signature(
            words=("body",),
            headers=("X-Acme-Signature", "X-Acme-Other"),
            signs="url",
            digest="sha1",
            encoding="hex",
            body_hash='the "hash"',
        ),
    ),
    error_codes=(
        ir.ErrorCode(code="21210", words=("from", "not", "verified"), text="The caller is not verified"),
        ir.ErrorCode(code="30", words=("3", "strikes"), text='Refused with the words "three strikes".'),
    ),
)
