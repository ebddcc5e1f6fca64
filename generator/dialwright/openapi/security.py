"""Security schemes."""

from __future__ import annotations

from dataclasses import dataclass

from .view import View


@dataclass(frozen=True)
class SecurityScheme(View):
    """One way to show who a request comes from."""

    @property
    def kind(self) -> str:
        """`basic`, `bearer`, `key`, `tls`, or `other`: the value of the Authorization header as it is."""
        type_ = self.text("type")
        if type_ in ("oauth2", "openIdConnect"):
            return "bearer"  # what both end in
        if type_ == "apiKey":
            return "key"
        if type_ == "mutualTLS":
            return "tls"
        kind = self.text("scheme").lower()
        return kind if kind in ("basic", "bearer") else "other"

    @property
    def client_credentials(self) -> View | None:
        """The flow by which clients fetch tokens for themselves, where it says at which address."""
        flows = self.view("flows") if self.text("type") == "oauth2" else None
        flow = flows.view("clientCredentials") if flows is not None else None
        return flow if flow is not None and flow.text("tokenUrl").strip() else None
