"""SignalWire: what its references tell in words."""

from __future__ import annotations

from ...behaviour import Behaviour
from .accounts import Accounts
from .calls import Calls
from .conferences import Conferences, Participants
from .faxes import Faxes
from .legs import Controls, Legs
from .media import Media
from .messages import Messages
from .numbers import AvailableNumbers, Countries, Numbers
from .queue_members import QueueMembers
from .queues import Queues
from .recordings import Recordings
from .streams import CallStreams
from .transcriptions import Transcriptions

BEHAVIOURS: tuple[type[Behaviour], ...] = (
    Accounts,
    AvailableNumbers,
    Calls,
    CallStreams,
    Controls,
    Conferences,
    Countries,
    Faxes,
    Legs,
    Media,
    Messages,
    Numbers,
    Participants,
    QueueMembers,
    Queues,
    Recordings,
    Transcriptions,
)
