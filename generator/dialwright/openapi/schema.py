"""One schema: what the JSON Schema keywords of OpenAPI 3.0 and 3.1 say about a value."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..cached import cached_property
from ..document import REF, Document, Node, is_annotation, is_reference
from .identity import address
from .view import Scalar, View

_KEPT_UNDER = ("schemas", "$defs", "definitions")
_INNER = ("additionalProperties", "items")  # what is at the top of a file is a name, but for these
_INCLUDED = ("allOf", "nullable", "type")
_ADDING = frozenset(
    (
        "additionalProperties",
        "allOf",
        "anyOf",
        "const",
        "enum",
        "items",
        "oneOf",
        "patternProperties",
        "prefixItems",
        "properties",
        "required",
        "type",
    )
)
_CONDITIONS = frozenset(
    (
        "$dynamicRef",
        "contains",
        "contentSchema",
        "dependencies",
        "dependentRequired",
        "dependentSchemas",
        "if",
        "maxContains",
        "minContains",
        "patternProperties",
        "propertyNames",
        "unevaluatedItems",
        "unevaluatedProperties",
    )
)
_BOUNDING = frozenset(("type", "pattern", "minLength", "maxLength"))  # of a text, and no more than that
_MOST_REFINEMENTS = 8  # of one property; further ones count by themselves


def adds(key: str, version: str) -> bool:
    """Whether a key beside a `$ref` adds to what the target says of a value; before OpenAPI 3.1 none did."""
    return key in _ADDING and not version.startswith("3.0")


@dataclass(frozen=True)
class Schema(View):
    """A view of a schema; references are followed, `allOf` is looked through.

    What adds to a schema beside a reference to it is read as a schema that includes that one.
    """

    refines: tuple[Schema, ...] = ()  # what the same property is, as schemas included earlier have it

    @cached_property
    def node(self) -> Node:
        return self._home if self._adds else self.document.resolve(self.written)

    @property
    def identity(self) -> Hashable:
        """Two views of the same schema, however they got there, have the same identity."""
        own = self._home.identity
        return (own, *(earlier.identity for earlier in self.refines)) if self.refines else own

    @property
    def address(self) -> str:
        """What it is in every version of the document."""
        own = address(self._home, self.document.root)
        return " + ".join((own, *(earlier.address for earlier in self.refines)))

    @property
    def definition(self) -> Schema:
        """The schema itself, without what is written beside the reference that led here."""
        return Schema(self.document, self._home, self.refines)

    @property
    def name(self) -> str:
        """The name under which the document keeps the schema; "" for one that is written in place."""
        target = self._home
        match target.pointer:
            case _ if self.refines:
                return ""
            case ():
                return target.file.path.stem
            case (str(name),) if name not in _INNER:
                return name
            case (*above, home, str(name)) if home in _KEPT_UNDER and above[-1:] != ["properties"]:
                return name
            case _:
                return ""

    @property
    def description(self) -> str:
        return self.text("description") or self.core.text("description")

    @cached_property
    def core(self) -> Schema:
        """The one schema that this one includes, to say something about it in place; else the schema itself.

        OpenAPI 3.0 has no other way to describe a reference, or to make it nullable.
        """
        included = self.all_of
        says_more = any(not is_annotation(key) and key not in _INCLUDED for key, _ in self.node.items())
        is_wrapped = len(included) == 1 and not says_more and not self.name and not self.refines
        return included[0] if is_wrapped else self

    @cached_property
    def types(self) -> tuple[str, ...]:
        """JSON types without `null`, in written order; where none are written, what other keywords imply."""
        written = tuple(kind for kind in self._telling("type").strings("type") if kind != "null")
        if written:
            return written
        if self.properties or self.patterns or self.additional not in (None, False):
            return ("object",)
        return ("array",) if self.items is not None or self.prefix else ()

    @property
    def nullable(self) -> bool:
        if "null" in self.strings("type") or self.flag("nullable"):
            return True
        return any(option.is_null for option in self._alternatives) or any(
            node.value is None for node in self.elements("enum")
        )

    @property
    def is_null(self) -> bool:
        """Whether null is all that fits."""
        if self.has("const"):
            return self.raw("const") is None
        listed = self.elements("enum")
        return self.strings("type") == ("null",) or (bool(listed) and all(n.value is None for n in listed))

    @property
    def format(self) -> str:
        return self._telling("format").text("format")

    @property
    def is_binary(self) -> bool:
        return self.format == "binary"

    @property
    def meaning(self) -> str:
        """`x-type`: what the value means where the JSON type says less; so says `format: decimal`."""
        said = self._telling("x-type").text("x-type")
        is_decimal = self.format == "decimal" and not {"string", "number", "integer"}.isdisjoint(self.types)
        return said or ("decimal" if is_decimal else "")

    @cached_property
    def values(self) -> tuple[Scalar, ...]:
        """The values that fit, without null, if the schema lists them; empty where any is not a scalar.

        Alternatives that list values, each in its place, make one list.
        """
        if self._listed:
            return self._listed
        inner = [option._listed for option in self.options if not option.name]
        alike = bool(inner) and all(inner) and len(inner) == len(self.options)
        return _unlike(value for values in inner for value in values) if alike else ()

    @property
    def is_constant(self) -> bool:
        """Whether one value fits, under no name but its own."""
        return len(self.values) == 1 and (self.has("const") or not self.name)

    @property
    def all_of(self) -> tuple[Schema, ...]:
        return (*self.refines, *self._schemas("allOf"))

    @cached_property
    def options(self) -> tuple[Schema, ...]:
        """The alternatives of `oneOf` or `anyOf`, without null."""
        return tuple(option for option in self._alternatives if not option.is_null)

    @property
    def items(self) -> Schema | None:
        child = self._telling("items").child("items")
        return Schema(self.document, child) if child is not None and child.is_mapping else None

    @property
    def elements_of(self) -> tuple[Schema, ...]:
        """What any one of the elements of a list may be; nothing where nothing is said."""
        rest = self.items
        return (*self.prefix, rest) if rest is not None else self.prefix

    @property
    def unlisted(self) -> tuple[Schema, ...]:
        """What any one of the properties that are not listed may be; nothing where that may be anything."""
        if self.additional is True:
            return ()
        return (*self.patterns, self.additional) if isinstance(self.additional, Schema) else self.patterns

    @property
    def prefix(self) -> tuple[Schema, ...]:
        """`prefixItems`: what the first elements are, each by its place."""
        return self._telling("prefixItems")._schemas("prefixItems")

    @property
    def additional(self) -> Schema | bool | None:
        """`additionalProperties`: a schema, True or False as written, None where the schema does not say."""
        child = self._telling("additionalProperties").child("additionalProperties")
        if child is None:
            return None
        return Schema(self.document, child) if child.is_mapping else bool(child.value)

    @property
    def patterns(self) -> tuple[Schema, ...]:
        """`patternProperties`: what properties are whose names are not listed."""
        found = (node for part in self.parts for _, node in part.children("patternProperties"))
        return tuple(Schema(self.document, node) for node in found if node.value is not False)

    @cached_property
    def is_choice(self) -> bool:
        """Whether its alternatives say all of a value, and none of its properties is missing in them."""
        names = self.properties.keys()
        return bool(self.options) and all(names <= option.properties.keys() for option in self.options)

    @property
    def choices(self) -> tuple[Schema, ...]:
        """Every alternative that it has or includes, but of what it is an alternative itself."""
        groups = [group for part in self.parts for group in (part.options, part._conditional)]
        others = [group for group in groups if all(option.identity != self.identity for option in group)]
        return tuple({option.identity: option for group in others for option in group}.values())

    @property
    def conditions(self) -> tuple[str, ...]:
        """The keywords that it has of those that say what holds under some condition only."""
        if not self.node.is_mapping or _CONDITIONS.isdisjoint(self.node.value):
            return ()
        told = (key for key, node in self.node.items() if not isinstance(node.value, bool))
        return tuple(key for key in told if key in _CONDITIONS and self._says_more(key))

    def _says_more(self, key: str) -> bool:
        """Whether such a keyword says more here than a type does, or than a mere bound would."""
        match key:
            case "propertyNames":
                names = self.child(key)
                told = Schema(self.document, names).node.items() if names is not None else ()
                return any(name not in _BOUNDING and not is_annotation(name) for name, _ in told)
            case "minContains" | "maxContains":
                return self.has("contains")
            case "patternProperties":
                return len(self.unlisted) > 1
            case _:
                return True

    @property
    def _conditional(self) -> tuple[Schema, ...]:
        """What it is besides under a condition: by `then`, `else` and `dependentSchemas`."""
        nodes = [node for key in ("then", "else") if (node := self.child(key)) is not None]
        nodes += [node for _, node in self.children("dependentSchemas")]
        return tuple(Schema(self.document, node) for node in nodes if node.is_mapping)

    @cached_property
    def parts(self) -> tuple[Schema, ...]:
        """All that the schema includes by `allOf`, each after what it includes in turn; then itself."""
        return tuple(self._include(set()))

    @cached_property
    def properties(self) -> dict[str, Schema]:
        """Name -> schema, those of `allOf` parts first; a later part refines an earlier one.

        What is `false` must not be there, and is not.
        """
        found: dict[str, Schema] = {}
        for part in self.parts:
            for name, node in part.children("properties"):
                found[name] = Schema(self.document, node)._refining(found.get(name))
        return {name: schema for name, schema in found.items() if schema.written.value is not False}

    @cached_property
    def required(self) -> frozenset[str]:
        return frozenset(name for part in self.parts for name in part.strings("required"))

    @cached_property
    def heirs(self) -> tuple[Schema, ...]:
        """What may stand in its place: schemas that include this one, which names the property that tells.

        They are those of its mapping, and all components with it in their `allOf`; so are theirs in turn.
        """
        if self.options or not self.name or not self.definition.view("discriminator"):
            return ()
        found: dict[Hashable, Schema] = {}
        waiting = [*self._mapped.values(), *_heirs_of(self.document).get(self.identity, ())]
        while waiting:
            heir = waiting.pop(0)
            if heir.identity != self.identity and heir.identity not in found:
                found[heir.identity] = heir
                waiting.extend(_heirs_of(self.document).get(heir.identity, ()))
        return tuple(found.values())

    @property
    def discriminator(self) -> str:
        """The name of the property that tells the alternatives apart, or ""."""
        discriminator = self._telling("discriminator").view("discriminator")
        return discriminator.text("propertyName") if discriminator is not None else ""

    @property
    def mapping(self) -> dict[str, Schema]:
        """Value of the discriminator -> the alternative that it stands for.

        As written; what is not, by the values that an alternative lists for the property, else by its name.
        """
        found = self._mapped
        told = {schema.identity for schema in found.values()}
        for option in self.options or self.heirs:
            tag = option.properties.get(self.discriminator)
            values = (tag.values if tag is not None else ()) or ((option.name,) if option.name else ())
            for value in values if option.identity not in told else ():
                found.setdefault(str(value), option)
        return found

    @property
    def _mapped(self) -> dict[str, Schema]:
        """What is written of that."""
        discriminator = self._telling("discriminator").view("discriminator")
        written = discriminator.children("mapping") if discriminator is not None else ()
        return {
            value: self.meant(self.document, node) for value, node in written if isinstance(node.value, str)
        }

    @property
    def rules(self) -> tuple[View, ...]:
        """The entries of `x-rules`, those of `allOf` parts included."""
        return tuple(rule for part in self.parts for rule in part.views("x-rules"))

    def number(self, key: str) -> float | None:
        value = self._telling(key).scalar(key)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def at(self, path: str) -> Schema | None:
        """The schema reached by a dotted path of property names; the schema itself for ""."""
        here: Schema | None = self
        for name in path.split(".") if path else ():
            here = here.properties.get(name) if here is not None else None
        return here

    @cached_property
    def _listed(self) -> tuple[Scalar, ...]:
        telling = self._telling("enum")
        const = self.child("const")
        nodes = telling.elements("enum") if const is None else (const,)
        found = [node.value for node in nodes if node.value is not None]
        return _unlike(found) if all(isinstance(value, (str, int, float)) for value in found) else ()

    @cached_property
    def _alternatives(self) -> tuple[Schema, ...]:
        return self._telling("oneOf")._schemas("oneOf") + self._telling("anyOf")._schemas("anyOf")

    @cached_property
    def _adds(self) -> bool:
        """Whether it is written as a reference and more."""
        if not is_reference(self.written):
            return False
        version = str(self.document.root["openapi"].value) if self.document.root.get("openapi") else ""
        return any(adds(key, version) for key in self.written.value)

    @cached_property
    def _home(self) -> Node:
        """Where the schema stands."""
        if not self._adds:
            return self.document.target(self.written)
        own = {key: value for key, value in self.written.value.items() if key != REF}
        # The others keep their places, at which they are known.
        included = [*own.get("allOf", ()), {REF: self.written.value[REF]}]
        return replace(self.written, value={**own, "allOf": included})

    def _refining(self, earlier: Schema | None) -> Schema:
        """The schema of a property of which an earlier one said something already.

        Objects are merged, and what says no type leaves it as it was; else the later schema counts alone.
        """
        if earlier is None or earlier.depth >= _MOST_REFINEMENTS:
            return self
        if not {part.identity for part in earlier.parts} - {part.identity for part in self.parts}:
            return self
        both = all(any(part.has("properties") for part in one.parts) for one in (earlier, self))
        in_place = not (self.name and earlier.name)
        is_refined = not self._says_type or (both and in_place)
        return replace(self, refines=(*self.refines, earlier)) if is_refined else self

    @property
    def depth(self) -> int:
        """How often it refines what was said before."""
        return 1 + max((earlier.depth for earlier in self.refines), default=0)

    @property
    def _says_type(self) -> bool:
        return bool(self.types or self.options or self.values or self.meaning or self.is_null)

    def _telling(self, key: str) -> Schema:
        """The schema itself, or if it does not have the key, one of its `allOf` parts that has."""
        if self.has(key) or not (self.refines or self.has("allOf")):
            return self
        return next((part for part in self.parts if part.has(key)), self)

    def _schemas(self, key: str) -> tuple[Schema, ...]:
        found = (node for node in self.elements(key) if node.is_mapping or node.value is True)
        return tuple(Schema(self.document, node) for node in found)

    @classmethod
    def meant(cls, document: Document, node: Node) -> Schema:
        """The schema that a discriminator's mapping means: by a reference, or by a bare name."""
        is_name = "/" not in node.value and not node.value.endswith((".json", ".yaml", ".yml"))
        reference = f"#/components/schemas/{node.value}" if is_name else node.value
        return cls(document, Node({"$ref": reference}, node.file, node.pointer))

    def _include(self, seen: set[Hashable]) -> Iterator[Schema]:
        if self.identity in seen:
            return
        seen.add(self.identity)
        for part in self.all_of:
            yield from part._include(seen)
        yield self


@lru_cache(maxsize=8)
def _heirs_of(document: Document) -> dict[Hashable, list[Schema]]:
    """Schema -> the components that include it."""
    found: dict[Hashable, list[Schema]] = {}
    components = View(document, document.root).view("components")
    for _, node in components.children("schemas") if components is not None else ():
        schema = Schema(document, node)
        for included in schema.all_of:
            found.setdefault(included.identity, []).append(schema)
    return found


def _unlike(values: Iterable[Scalar]) -> tuple[Scalar, ...]:
    """Each value once; 1, 1.0 and true are three."""
    return tuple({(type(value), value): value for value in values}.values())
