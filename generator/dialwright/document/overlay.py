"""Overlays (OpenAPI Overlay 1.0): changes to a document of somebody else, in files of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..problems import InputError, Problem, Severity, did_you_mean
from ..source import DEFAULT_LIMITS, Limits, Pointer, SourceFile, is_mapping, is_sequence
from .node import Node
from .overlaid import OverlaidFile

__all__ = ["overlaid"]

_KEYS = ("overlay", "info", "extends", "actions")
_ACTION_KEYS = ("target", "description", "update", "remove")


def overlaid(base: SourceFile, overlay: SourceFile, *, limits: Limits = DEFAULT_LIMITS) -> SourceFile:
    """The file as the actions of an overlay leave it, in order; whatever they add keeps its own place.

    Raises:
        InputError: The overlay is none, or something in it cannot be done; each fault with its place.
    """
    root = Node(overlay.value, overlay, ())
    faults = list(_faults(root))
    if faults:
        raise InputError(*faults)
    result = OverlaidFile(base, limits.values)
    for action in root["actions"].elements():
        _apply(action, result)
    result.add_problems(overlay.problems)
    result.check_depth(limits.depth, root)
    return result


def _faults(root: Node) -> Iterator[Problem]:
    if not root.is_mapping:
        yield _error(root, "an overlay is a mapping that begins with 'overlay: 1.0.0'")
        return
    yield from _unknown(root, _KEYS, "an overlay")
    version = root.get("overlay")
    if version is None or not isinstance(version.value, str) or not version.value.startswith("1.0."):
        yield _error(version or root, "an overlay says 'overlay: 1.0.0'; no other version is supported")
    actions = root.get("actions")
    if actions is None or not actions.is_sequence or not actions.value:
        yield _error(actions or root, "'actions' is a list of one or more actions")
        return
    for action in actions.elements():
        yield from _action_faults(action)


def _action_faults(action: Node) -> Iterator[Problem]:
    if not action.is_mapping:
        yield _error(action, "an action is a mapping with a 'target'")
        return
    yield from _unknown(action, _ACTION_KEYS, "an action")
    target, update, remove = (action.get(key) for key in ("target", "update", "remove"))
    if target is None or not isinstance(target.value, str):
        yield _error(target or action, "an action has a 'target', which is a JSONPath such as '$.info'")
    if remove is not None and not isinstance(remove.value, bool):
        yield _error(remove, "'remove' is true or false")
    if update is None and (remove is None or remove.value is not True):
        yield _error(action, "an action has an 'update', or 'remove: true'")


def _unknown(node: Node, known: tuple[str, ...], what: str) -> Iterator[Problem]:
    for key, child in node.items():
        if key not in known and not key.startswith("x-"):
            message = f"{what} has no key '{key}'{did_you_mean(key, known)}"
            yield Problem(child.place("key"), Severity.ERROR, message, "overlay")


def _apply(action: Node, result: OverlaidFile) -> None:
    remove = action.get("remove")
    pointers = _matches(action["target"], result.value)
    if not pointers:
        message = "no place of the document matches this target; nothing is changed"
        result.add_problems((Problem(action["target"].place(), Severity.WARNING, message, "overlay-target"),))
    if remove is not None and remove.value is True:
        # From the end, so that what is removed from a list does not move what is still to be removed.
        for pointer in reversed(pointers):
            if not pointer:
                raise InputError(_error(action["target"], "the whole document cannot be removed"))
            result.remove(pointer)
        return
    for pointer in pointers:
        _update(pointer, action, result)


def _update(pointer: Pointer, action: Node, result: OverlaidFile) -> None:
    update, target = action["update"], result.at(pointer)
    if is_sequence(target):
        result.append(pointer, update)
    elif is_mapping(target) and update.is_mapping:
        result.merge(pointer, update)
    elif is_mapping(target):
        raise InputError(_error(update, "what a mapping is updated with is a mapping"))
    else:
        message = "this matches a single value; an update changes the mapping or the list that holds it"
        raise InputError(_error(action["target"], message))
    if result.is_full:
        raise InputError(_error(action["target"], "the document becomes too large by this"))


def _matches(target: Node, value: Any) -> list[Pointer]:
    """The pointers that a target leads to, each once."""
    from jsonpath_rfc9535 import JSONPathError, find  # only where there are overlays

    try:
        found = find(target.value, value)
    except (JSONPathError, RecursionError) as error:
        problem = _error(
            target, f"not a JSONPath: {str(error).splitlines()[0] if str(error) else 'too deep'}"
        )
    else:
        return sorted({tuple(node.location) for node in found}, key=_order)
    raise InputError(problem)


def _order(pointer: Pointer) -> list[tuple[str, int]]:
    """As the values stand in lists, and what holds others before these."""
    return [("", step) if isinstance(step, int) else (step, 0) for step in pointer]


def _error(node: Node, message: str) -> Problem:
    return Problem(node.place(), Severity.ERROR, message, "overlay")
