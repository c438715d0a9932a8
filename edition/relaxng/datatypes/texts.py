"""string, token and the types of names and codes, singly and in lists."""

from __future__ import annotations

from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.value_space import (
    Namespaces,
    ValueSpace,
    advised,
)
from edition.relaxng.datatypes.wording import character_name, shown
from edition.relaxng.datatypes.xml_names import NameForm


class Text(ValueSpace):
    """Any text: string, normalizedString, token, by what is done to white space."""

    __slots__ = ("white_space",)

    unit = "character"

    def __init__(self, white_space: int) -> None:
        self.white_space = white_space

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return True


class Language(ValueSpace):
    """A language tag: words of one to eight letters, from the second on digits too."""

    __slots__ = ("_form",)

    unit = "character"

    def __init__(self) -> None:
        self._form = LexicalForm("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*+")

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return self._form.holds(text)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        if not text:
            return "a language tag is missing; write one such as de or grc-Latn"
        fact = f"{shown(text)} is not a language tag such as de or grc-Latn"
        return advised(fact, self.correction(text))

    def correction(self, text: str) -> str | None:
        tag = text.replace("_", "-").strip("-")
        return tag if self._form.holds(tag) else None


class Name(ValueSpace):
    """A name: Name, NCName, ID, IDREF, ENTITY, NMTOKEN.

    That an ID is unique and that an IDREF leads somewhere is for the caller to check, and an
    ENTITY need not be declared: no document type definition is read.
    """

    __slots__ = ("_form",)

    unit = "character"

    def __init__(self, form: NameForm) -> None:
        self._form = form

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return self._form.holds(text)

    def fault(self, text: str, namespaces: Namespaces) -> str:
        return name_fault(self._form, text)


class Names(ValueSpace):
    """A list of one or more names: NMTOKENS, IDREFS, ENTITIES."""

    __slots__ = ("_form",)

    unit = "item"

    def __init__(self, form: NameForm) -> None:
        self._form = form

    def holds(self, text: str, namespaces: Namespaces) -> bool:
        return all(map(self._form.holds, text.split(" ")))

    def length(self, text: str) -> int:
        return text.count(" ") + 1

    def fault(self, text: str, namespaces: Namespaces) -> str:
        wrong = next(name for name in text.split(" ") if not self._form.holds(name))
        return name_fault(self._form, wrong)


def name_fault(form: NameForm, text: str) -> str:
    """What keeps a text from being a name."""
    position = form.wrong_character(text)
    if position is None:
        return "a name is missing"
    character = character_name(text[position])
    if position == 0 and form.holds(f"a{text[0]}"):
        return f"{shown(text)} begins with {character}; a name begins with a letter or _"
    if text[position] == ":":
        return f"{shown(text)} holds a colon, which cannot stand in this name"
    return f"{shown(text)} holds {character}, which cannot stand in a name"


NAME_FORMS = {
    "Name": {"is_token": False, "with_colons": True},
    "NCName": {"is_token": False, "with_colons": False},
    "NMTOKEN": {"is_token": True, "with_colons": True},
}
