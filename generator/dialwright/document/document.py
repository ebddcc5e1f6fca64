"""Files joined by `$ref` into one document."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from pathlib import Path

from ..problems import InputError, Problem, Severity
from ..source import DEFAULT_LIMITS, Limits, SourceFile, is_mapping, load, load_text
from .annotations import is_annotation
from .node import Node
from .overlay import overlaid
from .reference import BadReference, Reference

REF = "$ref"

_LONGEST_CHAIN = 50  # of references to references


class Document:
    """A document and the files it refers to, which are read when a reference first leads there."""

    def __init__(self, entry: SourceFile, root: Path, *, allow_duplicate_keys: bool, limits: Limits) -> None:
        self.root = Node(entry.value, entry, ())
        self._folder = root
        self._allow_duplicate_keys = allow_duplicate_keys
        self._limits = limits
        self._files = {entry.path: entry}
        self._paths: dict[tuple[Path, str], Path] = {}  # of the files that references name
        self._beside: dict[Path, None] = {}
        self._refused: dict[Path, InputError] = {}
        self._steps: dict[Hashable, Node] = {}  # reference -> where it leads, one step
        self._resolved: dict[Hashable, Node] = {}

    @classmethod
    def load(
        cls,
        entry: Path,
        *,
        root: Path | None = None,
        overlays: Iterable[Path] = (),
        allow_duplicate_keys: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Document:
        """Read a document; InputError if its entry file cannot be read or is not a mapping.

        Overlays change the entry file, in their order, before anything else is made of it.
        References are followed to files below `root` alone, by default the folder of the entry file.
        """
        file = load(entry, allow_duplicate_keys=allow_duplicate_keys, limits=limits)
        folder = root.resolve() if root is not None else file.path.parent
        if not is_mapping(file.value):
            message = "a document is a mapping that begins with 'openapi: 3.1.0'"
            raise InputError(Problem(file.place(()), Severity.ERROR, message, "document"))
        changes = [load(overlay, limits=limits) for overlay in overlays]
        for change in changes:
            file = overlaid(file, change, limits=limits)
        document = cls(file, folder, allow_duplicate_keys=allow_duplicate_keys, limits=limits)
        document._beside.update(dict.fromkeys(change.path for change in changes))
        return document

    @property
    def files(self) -> tuple[SourceFile, ...]:
        """The files read so far, the entry first."""
        return tuple(self._files.values())

    def beside(self, stem: str) -> dict[str, str]:
        """The texts of the files of a name, whatever their suffix, in the folder of the entry file."""
        folder = self.root.file.path.parent
        paths = sorted(path for path in folder.glob("*.*") if path.stem == stem and path.is_file())
        own = (path for path in paths if path.resolve().parent == folder)
        texts = {path: load_text(path, limits=self._limits) for path in own}
        self._beside.update(dict.fromkeys(texts))
        return {path.name: text for path, text in texts.items()}

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The paths of everything that was read so far."""
        return (*self._files, *self._beside)

    def resolve(self, node: Node) -> Node:
        """The node itself, or where its `$ref` leads; InputError with rule `reference` if it leads nowhere.

        A description, a default and the like beside the `$ref` lie over those of the target.
        """
        if not is_reference(node):
            return node
        known = self._resolved.get(node.identity)
        if known is None:
            known = self._resolved[node.identity] = self._overlaid(node)
        return known

    def target(self, node: Node) -> Node:
        """The node itself, or where its `$ref` leads, without what is written beside the `$ref`."""
        chain = [node]
        while is_reference(node):
            node = self.step(node)
            if node in chain:
                raise InputError(_error(chain[0], f"this refers to itself: {_cycle([*chain, node])}"))
            if len(chain) > _LONGEST_CHAIN:
                raise InputError(
                    _error(chain[0], f"this leads through more than {_LONGEST_CHAIN} references")
                )
            chain.append(node)
        return node

    def _overlaid(self, node: Node) -> Node:
        target = self.target(node)
        overlays: list[Node] = []
        while is_reference(node):
            own = {key: value for key, value in node.value.items() if is_annotation(key)}
            overlays.append(Node(own, node.file, node.pointer))
            node = self.step(node)
        if not target.is_mapping or not any(overlay.value for overlay in overlays):
            return target
        value = dict(target.value)
        for overlay in reversed(overlays):
            value.update(overlay.value)
        return Node(value, target.file, target.pointer, tuple(overlays))

    def step(self, node: Node) -> Node:
        """Where the `$ref` of a node leads, which may be another reference."""
        known = self._steps.get(node.identity)
        if known is None:
            known = self._steps[node.identity] = self._follow(node)
        return known

    def _follow(self, node: Node) -> Node:
        text = node.value[REF]
        if not isinstance(text, str):
            raise InputError(_error(node, "a '$ref' is a text such as '#/components/schemas/Call'"))
        try:
            reference = Reference.parse(text)
            file = self._file(self._path(reference, node.file.path), node)
            value, pointer = reference.walk(file.value)
        except BadReference as error:
            problem = _error(node, str(error))
        else:
            return Node(value, file, pointer)
        raise InputError(problem)

    def _path(self, reference: Reference, written_in: Path) -> Path:
        """The file that a reference means; links are followed once for each file it may be called by."""
        known = self._paths.get((written_in, reference.file))
        if known is None:
            known = self._paths[written_in, reference.file] = reference.path(written_in, self._folder)
        return known

    def _file(self, path: Path, node: Node) -> SourceFile:
        if path in self._refused:
            raise self._refused[path]
        if path not in self._files:
            if len(self._files) >= self._limits.files:
                raise InputError(_error(node, f"the document has more than {self._limits.files:,} files"))
            try:
                file = load(path, allow_duplicate_keys=self._allow_duplicate_keys, limits=self._limits)
            except InputError as error:
                self._refused[path] = error
                raise
            self._files[path] = file
        return self._files[path]


def is_reference(node: Node) -> bool:
    """Whether a node stands for another. (A mapping under `$ref` is a property that is called so.)"""
    value = node.value
    return is_mapping(value) and REF in value and not is_mapping(value[REF])


def _error(node: Node, message: str) -> Problem:
    return Problem(node[REF].place(), Severity.ERROR, message, "reference")


def _cycle(chain: list[Node]) -> str:
    return " -> ".join("/".join(("#", *(str(step) for step in node.pointer))) for node in chain[1:])
