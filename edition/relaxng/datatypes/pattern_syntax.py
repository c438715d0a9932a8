"""Reads the regular expressions of XSD (Part 2, appendix F), which are not those of Python."""

from __future__ import annotations

from edition.relaxng.datatypes.errors import DatatypeError
from edition.relaxng.datatypes.gregorian import whole_number
from edition.relaxng.datatypes.lexical import LexicalForm
from edition.relaxng.datatypes.pattern_characters import (
    CharacterSet,
    any_character,
    escaped_character,
    escaped_set,
    single,
    with_property,
)
from edition.relaxng.datatypes.pattern_expressions import Expression, Expressions
from edition.relaxng.datatypes.wording import shown

MOST_CHARACTERS = 20_000
MOST_BRACKETS = 1_000
MOST_SUBTRACTIONS = 20
MOST_ROUNDS = 1_000_000

# After “-”: what makes it the last character of a set; instead of a range: the same, and “--[”.
_LAST = ("]", "-[")
_NO_END = ("-]", "-[", "--[")
_QUANTITY = LexicalForm("([0-9]++)(?:(,)([0-9]++)?)?")


def read_pattern(source: str, expressions: Expressions) -> Expression:
    """The expression that a pattern stands for.

    Takes time in proportion to the length of the pattern. Raises DatatypeError, with the number
    of the character, where it is not a regular expression of XSD or larger than any in use.
    """
    if len(source) > MOST_CHARACTERS:
        raise DatatypeError(
            f"a pattern may have {MOST_CHARACTERS:,} characters, this one has {len(source):,}"
        )
    return _Reader(source, expressions).read()


class _Reader:
    """Reads one pattern from left to right; open brackets wait on a stack of their own."""

    def __init__(self, source: str, expressions: Expressions) -> None:
        self._source = source
        self._position = 0
        self._expressions = expressions
        # Alternatives and the sequence begun, for each open bracket and the pattern itself.
        self._open: list[tuple[list[Expression], list[Expression]]] = [([], [])]

    def read(self) -> Expression:
        while self._position < len(self._source):
            character = self._take()
            if character == "(":
                self._open_bracket()
            elif character == "|":
                self._end_alternative()
            elif character == ")":
                self._close_bracket()
            else:
                characters = self._characters(character)
                self._append(self._expressions.characters(characters))
        if len(self._open) > 1:
            raise self._error("a round bracket is not closed; add “)”")
        return self._choice()

    def _open_bracket(self) -> None:
        if len(self._open) > MOST_BRACKETS:
            raise self._error(f"brackets may be nested {MOST_BRACKETS:,} deep")
        self._open.append(([], []))

    def _close_bracket(self) -> None:
        if len(self._open) == 1:
            raise self._error("“)” closes nothing; write “\\)” for the character")
        inside = self._choice()
        self._open.pop()
        self._append(inside)

    def _end_alternative(self) -> None:
        alternatives, sequence = self._open[-1]
        alternatives.append(self._expressions.sequence(sequence))
        sequence.clear()

    def _choice(self) -> Expression:
        self._end_alternative()
        return self._expressions.choice(self._open[-1][0])

    def _append(self, expression: Expression) -> None:
        """Add an expression to the sequence, with the quantifier that follows."""
        self._open[-1][1].append(self._quantified(expression))

    def _quantified(self, expression: Expression) -> Expression:
        match self._peek():
            case "?":
                self._take()
                return self._expressions.repeat(expression, 1, is_optional=True)
            case "*":
                self._take()
                return self._expressions.star(expression)
            case "+":
                self._take()
                return self._expressions.plus(expression)
            case "{":
                self._take()
                return self._repeated(expression, *self._quantity())
        return expression

    def _repeated(self, body: Expression, least: int, most: int | None) -> Expression:
        make = self._expressions
        further = (
            make.star(body) if most is None else make.repeat(body, most - least, is_optional=True)
        )
        return make.sequence([make.repeat(body, least, is_optional=False), further])

    def _quantity(self) -> tuple[int, int | None]:
        end = self._source.find("}", self._position)
        quantity = _QUANTITY.match(self._source[self._position : end]) if end >= 0 else None
        if quantity is None:
            raise self._error("“{” is not followed by a number of times such as {2} or {2,5}")
        self._position = end + 1
        least = whole_number(quantity[1])
        most = whole_number(quantity[3]) if quantity[3] else (None if quantity[2] else least)
        if max(least, most or 0) > MOST_ROUNDS:
            raise self._error(f"a part may be repeated up to {MOST_ROUNDS:,} times")
        if most is not None and most < least:
            raise self._error(f"{{{least},{most}}} has its numbers in the wrong order")
        return least, most

    def _characters(self, character: str) -> CharacterSet:
        """The set that begins with a character just taken, outside square brackets."""
        if character == ".":
            return any_character()
        if character == "[":
            return self._class(MOST_SUBTRACTIONS)
        if character == "\\":
            found = self._escape()
            return single(found) if isinstance(found, str) else found
        if character in "*+?{":
            raise self._error(f"there is nothing before “{character}” that could be repeated")
        if character in "]}":
            raise self._error(f"“{character}” must be written “\\{character}”")
        return single(character)

    def _class(self, subtractions: int) -> CharacterSet:
        """A set in square brackets, of which the first has been taken."""
        if not subtractions:
            raise self._error(f"sets may be nested {MOST_SUBTRACTIONS} deep")
        is_negative = self._peek() == "^"
        if is_negative:
            self._take()
        runs: list[tuple[int, int]] = []
        sets: list[CharacterSet] = []
        minus: CharacterSet | None = None
        while minus is None and (self._peek() != "]" or not (runs or sets)):
            character = self._take()
            if character == "-" and self._peek() == "[" and (runs or sets):
                self._take()
                minus = self._class(subtractions - 1)
            else:
                found = self._class_item(character, is_first=not (runs or sets))
                if isinstance(found, CharacterSet):
                    sets.append(found)
                else:
                    runs.append(found)
        if self._take() != "]":
            raise self._error("after what is taken away, “]” must follow")
        return CharacterSet(runs, parts=sets, is_negative=is_negative, minus=minus)

    def _class_item(self, character: str, *, is_first: bool) -> tuple[int, int] | CharacterSet:
        """A character, a run or an escaped set, of which the first character has been taken."""
        if not character:
            raise self._error("a square bracket is not closed; add “]”")
        if character in "[]":
            raise self._error(f"in square brackets “{character}” must be written “\\{character}”")
        if character == "-" and not (is_first or self._source.startswith(_LAST, self._position)):
            raise self._error("“-” must be written “\\-” unless it stands first or last")
        first = self._escape() if character == "\\" else character
        has_end = self._peek() == "-" and not self._source.startswith(_NO_END, self._position)
        if isinstance(first, CharacterSet):
            if has_end:
                raise self._error("a range goes from one character to another; write “\\-”")
            return first
        if character == "-" or not has_end:
            return ord(first), ord(first)
        self._take()
        return ord(first), self._end_of_range(first)

    def _end_of_range(self, first: str) -> int:
        character = self._take()
        last = self._escape() if character == "\\" else character
        if isinstance(last, CharacterSet) or character in ("", "-", "["):
            raise self._error("a range goes from one character to another")
        if last < first:
            raise self._error(f"the range {shown(f'{first}-{last}')} goes backwards")
        return ord(last)

    def _escape(self) -> str | CharacterSet:
        """What is escaped by a backslash that has been taken."""
        letter = self._take()
        character = escaped_character(letter)
        if character is not None:
            return character
        found = self._property() if letter in ("p", "P") else escaped_set(letter)
        if found is None:
            raise self._error(_unknown_escape(letter))
        return CharacterSet(parts=[found], is_negative=True) if letter == "P" else found

    def _property(self) -> CharacterSet:
        end = self._source.find("}", self._position)
        if self._take() != "{" or end < 0:
            raise self._error("“\\p” must be followed by a name such as {Lu} or {IsGreek}")
        name = self._source[self._position : end]
        found = with_property(name)
        if found is None:
            raise self._error(f"there is no category or block of characters {shown(name)}")
        self._position = end + 1
        return found

    def _peek(self) -> str:
        """The next character; empty at the end."""
        return self._source[self._position : self._position + 1]

    def _take(self) -> str:
        """The next character, which is passed; empty at the end."""
        character = self._peek()
        self._position += len(character)
        return character

    def _error(self, fact: str) -> DatatypeError:
        return DatatypeError(
            f"the pattern {shown(self._source)} is wrong at character {self._position}: {fact}"
        )


def _unknown_escape(letter: str) -> str:
    if not letter:
        return "nothing follows the backslash"
    if letter.isalnum():
        return f"XSD has no “\\{letter}”"
    return f"“{letter}” needs no backslash in XSD and may have none"
