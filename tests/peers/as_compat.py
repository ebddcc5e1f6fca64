"""The Compatibility API as two vendors' clients ask for it, which have the same methods.

Both speak https alone, and take a client for HTTP, which sends what is for their service to the local server.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from peers.steps import ORIGIN, add, advance, take

PROJECT, TOKEN = "project-1", "PT1"
TO, FROM, URL = "+15550100", "+15550101", "https://example.com/voice"


def sending(home: str, there: str) -> Any:
    """A client for HTTP that sends to `there` what is for `home`."""
    client: Any = import_module("twilio.http.http_client").TwilioHttpClient()
    plain = client.request

    def request(method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        return plain(method, url.replace(home, there), *args, **kwargs)

    client.request = request
    return client


def client_of_signalwire() -> Any:
    space = urlsplit(ORIGIN).netloc + "/api/laml"
    http_client = sending("https://127.0.0.1", "http://127.0.0.1")
    make = import_module("signalwire.rest").Client
    return make(PROJECT, TOKEN, signalwire_space_url=f"https://{space}", http_client=http_client)


def client_of_twilio() -> Any:
    http_client = sending("https://api.twilio.com", f"{ORIGIN}/api/laml")
    return import_module("twilio.rest").Client(PROJECT, TOKEN, http_client=http_client)


client = client_of_signalwire() if find_spec("signalwire") else client_of_twilio()

call = take("calls.create", lambda: client.calls.create(to=TO, from_=FROM, url=URL))
take("calls.list", lambda: client.calls.list(limit=5))
take("calls.fetch", lambda: client.calls(call.sid).fetch())
advance(6)
recording = take("call recordings.create", lambda: client.calls(call.sid).recordings.create())
take("recordings.list", lambda: client.recordings.list(limit=5))
take("recordings.fetch", lambda: client.recordings(recording.sid).fetch())
take("recording paused", lambda: client.calls(call.sid).recordings(recording.sid).update(status="paused"))
take("calls.update", lambda: client.calls(call.sid).update(status="completed"))
advance(60)
take("recordings.delete", lambda: client.recordings(recording.sid).delete())
take("calls.delete", lambda: client.calls(call.sid).delete())

message = take("messages.create", lambda: client.messages.create(to=TO, from_=FROM, body="Hello."))
take("messages.list", lambda: client.messages.list(limit=5))
take("messages.fetch", lambda: client.messages(message.sid).fetch())
advance(60)
take("messages.update", lambda: client.messages(message.sid).update(body=""))
take("messages.delete", lambda: client.messages(message.sid).delete())

queue = take("queues.create", lambda: client.queues.create(friendly_name="support"))
take("queues.list", lambda: client.queues.list(limit=5))
take("queues.fetch", lambda: client.queues(queue.sid).fetch())
take("queues.update", lambda: client.queues(queue.sid).update(max_size=5))
add("QueueMember", {"AccountSid": PROJECT, "QueueSid": queue.sid}, "call-1")
take("queue members.list", lambda: client.queues(queue.sid).members.list())
take("queue members.update", lambda: client.queues(queue.sid).members("Front").update(url=URL))
take("queues.delete", lambda: client.queues(queue.sid).delete())

application = take("applications.create", lambda: client.applications.create(friendly_name="a"))
take("applications.list", lambda: client.applications.list(limit=5))
take("applications.fetch", lambda: client.applications(application.sid).fetch())
take("applications.update", lambda: client.applications(application.sid).update(friendly_name="b"))
take("applications.delete", lambda: client.applications(application.sid).delete())

add("Conference", {"AccountSid": PROJECT}, "room-1")
add("Participant", {"AccountSid": PROJECT, "ConferenceSid": "room-1"}, "call-2")
room = client.conferences("room-1")
take("conferences.list", lambda: client.conferences.list(limit=5))
take("conferences.fetch", lambda: room.fetch())
take("participants.list", lambda: room.participants.list())
take("participants.fetch", lambda: room.participants("call-2").fetch())
take("participants.update", lambda: room.participants("call-2").update(muted=True))
take("participants.delete", lambda: room.participants("call-2").delete())
take("conferences.update", lambda: room.update(status="completed"))
