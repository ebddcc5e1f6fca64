"""What an operation is called by its operationId: `users/list` of the resource `users` is `list`."""

from __future__ import annotations

import re

from .. import words

_LISTED = """
    accept activate add approve archive assign attach authorize block bulk cancel check clear clone close
    complete confirm convert copy count create deactivate delete detach disable download enable end exchange
    execute export fetch find follow generate get import invite join leave link list lock login logout mark
    merge move open patch pause ping post preview publish put query read redeliver refresh register reject
    remove rename render replace reply request reset resolve restore resume retrieve revoke run save search
    send set show start stop submit subscribe suspend sync transfer unarchive unassign unblock unfollow unlink
    unlock unpublish unregister unsubscribe update upload upsert validate verify watch
"""
_VERBS = frozenset(_LISTED.split())
_APART = re.compile(r"[/.:]")


def method_words(operation_id: str, resource: words.Words) -> words.Words:
    """The words of an operationId, without those of its resource before them.

    They are left out where a `/`, `.` or `:` stands after them, or a verb: `searchPoints` stays
    `search_points` in the resource `search`.
    """
    found = words.split(operation_id)
    rest = found[len(resource) :]
    if not rest or words.singular(found[: len(resource)]) != words.singular(resource):
        return found
    before = words.split(_APART.split(operation_id)[0])
    return rest if rest[0] in _VERBS or len(before) == len(resource) else found
