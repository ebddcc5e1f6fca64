"""What is to be expected of the documented samples, where it does not follow from the reference.

Sections are called by their headings. A sample that is named nowhere here finishes, prints what it should,
and its first request is the one of the curl sample above it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DIFFERENCES", "FAILURES", "FORGOTTEN", "MENDED", "Difference", "placeholders"]

FAILURES: Mapping[str, str] = {
    # Arguments are spelled in snake_case only, and Python says so.
    "Update an Account": r"TypeError: .*unexpected keyword argument 'friendlyName'.*",
    "Example: Coaching a Participant": r"TypeError: .*unexpected keyword argument 'callSidToCoach'.*",
    "Example: Monitoring a Conference": r"TypeError: .*unexpected keyword argument 'callSidToCoach'.*",
    # The country is left out of the parentheses that ask for one.
    "List of AvailablePhoneNumber Resources": r"TypeError: .*missing 1 required positional argument: '\w+'",
    # Nothing imports it.
    "Example: Filter By Date and From": r"NameError: name 'datetime' is not defined.*",
    "Example: List All Recordings on September 25, 2018": r"NameError: name 'datetime' is not defined.*",
}
"""Samples that are wrong in themselves: how the last line of their traceback reads."""

FORGOTTEN = {
    "Example: Filter By Date and From": "datetime:datetime",
    "Example: List All Recordings on September 25, 2018": "datetime:datetime",
}
"""What those that fail for a missing import forgot; with it they are valid samples as any."""

MENDED = {
    "Retrieve a Fax Media Instance": "client.faxes, where all others have client.fax.faxes",
    "Example: List All Transcriptions from a Recording": "a filter that is part of another path",
    "Update a Queue Member": "an update without the url it needs",
}
"""Samples that the vendor's own client refuses, made to work: why it refuses them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Query parameters that the curl sample has and the Python sample has not, and the other way round."""

    documented: dict[str, str] = field(default_factory=dict[str, str])
    sent: dict[str, str] = field(default_factory=dict[str, str])


DIFFERENCES = {
    # curl asks for messages from that day on, Python for messages of that day.
    "Example: Filter By Date and From": Difference({"DateSent>": "2018-08-01"}, {"DateSent": "2018-08-01"}),
}

_PLACEHOLDERS = {"AccountSid": "YourProjectID", "IsoCountry": "US"}

_SECTION_PLACEHOLDERS = {
    "Retrieve an Account": {"Sid": "YourProjectID"},
    "Update an Account": {"Sid": "YourProjectID"},
    "Example: List All Transcriptions from a Recording": {
        "RecordingSid": "b3877c40-da60-4998-90ad-b792e98472re"
    },
    "Retrieve Members Waiting in a Queue": {"QueueSid": "b3877c40-da60-4998-90ad-b792e98472qu"},
}


def placeholders(section: str) -> Mapping[str, str]:
    """What the Python sample writes for `{Name}` in its section's path; else it is `Name` itself."""
    return {**_PLACEHOLDERS, **_SECTION_PLACEHOLDERS.get(section, {})}
