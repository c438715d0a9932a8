"""Names and name classes.

An expanded name is one string: namespace, separator, local name; or the local name alone
where there is no namespace. The separator is a character that XML cannot carry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

SEPARATOR = "\x1f"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns"

# A name class as it stands in a schema's table: inert, and the same in the cache file.
# ["name", expanded] | ["any", except] | ["namespace", uri, except] | ["choice", class, ...]
FlatNameClass: TypeAlias = "list[str | FlatNameClass | None]"

# No document can hold these: they stand for "some other name" and "some other namespace".
_OTHER_LOCAL = "\x00"
_OTHER_NAMESPACE = "\x00"


def expanded(namespace: str, local: str) -> str:
    """The expanded name."""
    return f"{namespace}{SEPARATOR}{local}" if namespace else local


def namespace_and_local(name: str) -> tuple[str, str]:
    """The two parts of an expanded name; the namespace is empty where there is none."""
    namespace, _, local = name.rpartition(SEPARATOR)
    return namespace, local


def universal(name: str) -> str:
    """An expanded name as lxml writes it: `{namespace}local`, or `local`."""
    namespace, local = namespace_and_local(name)
    return f"{{{namespace}}}{local}" if namespace else local


def from_universal(name: str) -> str:
    """The expanded name of a universal one."""
    namespace, brace, local = name.rpartition("}")
    return expanded(namespace[1:], local) if brace else name


class NameClass:
    """A set of expanded names.

    `names` are those that it lists itself; `is_open` says that there are endlessly many more.
    """

    __slots__ = ("is_open", "names")

    names: tuple[str, ...]
    is_open: bool

    def contains(self, name: str) -> bool:
        """Whether an expanded name belongs to the class."""
        raise NotImplementedError

    def flat(self) -> FlatNameClass:
        """The class as nested lists, from which `from_flat` makes it again."""
        raise NotImplementedError

    def samples(self) -> Iterator[str]:
        """Names of which one is in both of two classes if any name at all is."""
        raise NotImplementedError


class OneName(NameClass):
    """Exactly one name."""

    __slots__ = ()

    def __init__(self, name: str) -> None:
        self.names = (name,)
        self.is_open = False

    def contains(self, name: str) -> bool:
        return name == self.names[0]

    def flat(self) -> FlatNameClass:
        return ["name", self.names[0]]

    def samples(self) -> Iterator[str]:
        yield self.names[0]


class AnyName(NameClass):
    """Every name but the excepted."""

    __slots__ = ("excepted",)

    def __init__(self, excepted: NameClass | None) -> None:
        self.names = ()
        self.is_open = True
        self.excepted = excepted

    def contains(self, name: str) -> bool:
        return self.excepted is None or not self.excepted.contains(name)

    def flat(self) -> FlatNameClass:
        return ["any", _flat(self.excepted)]

    def samples(self) -> Iterator[str]:
        yield expanded(_OTHER_NAMESPACE, _OTHER_LOCAL)
        if self.excepted is not None:
            yield from self.excepted.samples()


class AnyNameOf(NameClass):
    """Every name of one namespace but the excepted."""

    __slots__ = ("excepted", "namespace")

    def __init__(self, namespace: str, excepted: NameClass | None) -> None:
        self.names = ()
        self.is_open = True
        self.namespace = namespace
        self.excepted = excepted

    def contains(self, name: str) -> bool:
        if namespace_and_local(name)[0] != self.namespace:
            return False
        return self.excepted is None or not self.excepted.contains(name)

    def flat(self) -> FlatNameClass:
        return [
            "namespace",
            self.namespace,
            _flat(self.excepted),
        ]

    def samples(self) -> Iterator[str]:
        yield expanded(self.namespace, _OTHER_LOCAL)
        if self.excepted is not None:
            yield from self.excepted.samples()


class OneOf(NameClass):
    """The names of several classes."""

    __slots__ = ("members",)

    def __init__(self, members: Iterable[NameClass]) -> None:
        self.members = tuple(members)
        self.names = tuple(dict.fromkeys(n for member in self.members for n in member.names))
        self.is_open = any(member.is_open for member in self.members)

    def contains(self, name: str) -> bool:
        return any(member.contains(name) for member in self.members)

    def flat(self) -> FlatNameClass:
        return ["choice", *(member.flat() for member in self.members)]

    def samples(self) -> Iterator[str]:
        for member in self.members:
            yield from member.samples()


def _flat(name_class: NameClass | None) -> FlatNameClass | None:
    return None if name_class is None else name_class.flat()


def from_flat(flat: FlatNameClass) -> NameClass:
    """The name class of nested lists that `NameClass.flat` made."""
    match flat:
        case ["name", str(name)]:
            return OneName(name)
        case ["any", excepted] if not isinstance(excepted, str):
            return AnyName(None if excepted is None else from_flat(excepted))
        case ["namespace", str(namespace), excepted] if not isinstance(excepted, str):
            return AnyNameOf(namespace, None if excepted is None else from_flat(excepted))
        case ["choice", *members]:
            return OneOf(from_flat(member) for member in members if isinstance(member, list))
    raise ValueError(flat)


def overlap(one: NameClass, other: NameClass) -> bool:
    """Whether some name belongs to both classes."""
    samples = {*one.samples(), *other.samples()}
    return any(one.contains(name) and other.contains(name) for name in samples)
