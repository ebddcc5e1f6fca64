"""The Calling API of both kinds of client, over a server on this machine."""

from __future__ import annotations

import pytest

from client.conftest import clean_environment, connect, server
from client.harness import Connect
from dialwright_signalwire.calling import Calling
from dialwright_signalwire.rest import RestClient
from runtime.conftest import no_pause
from runtime.server import Server, answer

from .legs import PHONE

__all__ = ["calling", "clean_environment", "connect", "no_pause", "server"]


@pytest.fixture
def calling(connect: Connect, server: Server) -> Calling:
    """What the documents call `client.calling`. Every command is answered with a leg of a call."""
    server.then(answer(200, PHONE))
    return connect(RestClient).calling
