"""One good request, as those see it who carry it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..cached import cached_property
from ..values import is_object
from .judge import Judged
from .messages import Request
from .plan import Kind, Plan


@dataclass(frozen=True)
class Action:
    """A request without fault, and the operation that it asks for."""

    plan: Plan
    request: Request
    judged: Judged
    texts: Mapping[str, str]  # placeholder -> what stands in its place

    @property
    def kind(self) -> Kind:
        return self.plan.kind

    @property
    def origin(self) -> str:
        return self.request.origin

    @property
    def username(self) -> str:
        """The user whose credentials were shown; "" where none were."""
        return self.judged.shown.username

    @cached_property
    def scope(self) -> dict[str, str]:
        """What stands in the placeholders that say where records are."""
        return {name: self.texts[name] for name in self.plan.scope}

    @property
    def id(self) -> str:
        """The identifier that the path picks a record by; of a command, the one in the body."""
        command = self.plan.command
        if command is None:
            return self.texts.get(self.plan.item, "")
        name = command.text("id")
        value = self.body.get(name) or self.params.get(name)
        return value if isinstance(value, str) else ""

    @property
    def body(self) -> dict[str, Any]:
        """The fields of the body; empty where it is no object."""
        return self.judged.body if is_object(self.judged.body) else {}

    @property
    def command(self) -> str:
        """The command that the body names; "" where the operation takes none."""
        view = self.plan.command
        return str(self.body.get(view.text("discriminator"), "")) if view is not None else ""

    @property
    def params(self) -> dict[str, Any]:
        """The arguments of a command."""
        view = self.plan.command
        params = self.body.get(view.text("params")) if view is not None else None
        return params if is_object(params) else {}

    @property
    def given(self) -> dict[str, Any]:
        """What the request says of a record, by the names on the wire."""
        return self.params if self.plan.command is not None else self.body
