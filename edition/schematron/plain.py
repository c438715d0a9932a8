"""XPath 2 as XPath 1.0, where both surely mean the same, so that libxml2 can run it.

That is some hundred times as fast as XPath 2 in Python, and most rules need no more. Where the
two languages, or their rules for numbers, order and sequences, might differ, nothing is yielded.

Nor is anything that could take time which grows with the square of a document: a path that leads
out of the element from inside a predicate. libxml2 cannot be stopped; between short runs, we can.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from edition.schematron.kinds import ANY, FUNCTIONS, NODES, NUMBER, STRING, STRINGS, Kind
from edition.schematron.tokens import is_literal, is_name, is_number, outside_brackets, tokens_of

CURRENT = "edition-current"  # the variable that holds the node of the rule

_LONGEST = 2_000
_DEEPEST = 40
_SLASHES = frozenset({"/", "//"})
_COUNTING = frozenset({"position", "last"})
_SIDEWAYS = ("following", "following-sibling", "preceding", "preceding-sibling")
_AXES = {
    **dict.fromkeys("child descendant descendant-or-self".split(), "down"),
    **dict.fromkeys(_SIDEWAYS, "out"),
    **dict.fromkeys("ancestor ancestor-or-self parent".split(), "up"),
    "attribute": "aside",
    "self": "stay",
}
_NODE_TESTS = frozenset({"text", "node", "comment", "processing-instruction"})
_VALUE_COMPARISONS = {"eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">=", *_VALUE_COMPARISONS})


class NotPlainError(Exception):
    """An expression cannot be said in XPath 1.0, or perhaps not with the same meaning."""


@dataclass(frozen=True, slots=True)
class Plain:
    """An expression of XPath 1.0 and what it yields; `members` are those of a list.

    `has_other_nodes` where it may yield nodes that are neither elements nor attributes; `is_itself`
    where it yields the node at which it stands, or nothing.
    """

    text: str
    kind: Kind
    members: tuple[str, ...] = ()
    has_other_nodes: bool = False
    is_itself: bool = False


def plain(expression: str, prefixes: Collection[str], variables: Mapping[str, Kind]) -> Plain:
    """The expression in XPath 1.0; `variables` are those whose values it may use.

    The node of the rule (`current()`) is the variable `CURRENT` where it is not the context.
    Raises NotPlainError.
    """
    translation = _Translation(expression, prefixes, variables)
    result = translation.expression()
    _demand(not translation.token and result.kind is not Kind.LIST)
    return replace(result, has_other_nodes=translation.has_other_nodes)


def necessary(expression: str, prefixes: Collection[str], variables: Mapping[str, Kind]) -> str:
    """The first of the conditions that an expression joins by `and`, in XPath 1.0.

    Raises NotPlainError.
    """
    translation = _Translation(expression, prefixes, variables)
    condition = translation.comparison()
    _demand(translation.token == "and" and condition.kind in ANY)
    _demand({"or", ","}.isdisjoint(outside_brackets(expression)))
    return condition.text


def plain_pattern(context: str, prefixes: Collection[str]) -> str:
    """An expression that selects, from the root, the nodes that a rule's context fits.

    Raises NotPlainError.
    """
    translation = _Translation(context, prefixes, {})
    paths = [translation.pattern()]
    while translation.taken("|"):
        paths.append(translation.pattern())
    _demand(not translation.token)
    return " | ".join(paths)


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a path; `is_single` where it leads, with all before it, to one node or none."""

    axis: str
    test: str
    predicates: list[Plain]
    is_single: bool

    def after(self, slash: str) -> str:
        """The step with the slashes before it."""
        text = self.test + _bracketed(self.predicates)
        if self.axis != "child":
            return f"{slash}{self.axis}::{text}"
        counts = any(_counts(predicate) for predicate in self.predicates)
        # The same nodes, found faster; but counted among all that lie below, not among siblings.
        return f"/descendant::{text}" if slash == "//" and not counts else slash + text


class _Translation:
    """An expression while it is read; each method reads one part and yields it translated."""

    def __init__(
        self, expression: str, prefixes: Collection[str], variables: Mapping[str, Kind]
    ) -> None:
        self._tokens = [*tokens_of(expression), ""]
        if len(self._tokens) > _LONGEST:
            raise NotPlainError
        self.has_other_nodes = False
        self._at = 0
        self._prefixes = {*prefixes, "xml"}
        self._variables = variables
        self._predicates_around = 0
        self._repeated = 0  # those of them that are tried on many nodes
        self._depth = 0
        self._is_pattern = False

    @property
    def token(self) -> str:
        """The token to be read next; empty at the end."""
        return self._tokens[self._at]

    def taken(self, token: str) -> bool:
        """Whether the next token is this one; it is then read."""
        found = self.token == token
        self._at += found
        return found

    def pattern(self) -> str:
        """One path of a rule's context, to elements or attributes, from the document on."""
        self._is_pattern = True
        path = self._path().text
        _demand(not self.has_other_nodes)
        return path

    def expression(self) -> Plain:
        """Operands joined by `or`."""
        self._depth += 1
        _demand(self._depth < _DEEPEST)
        result = self._joined(("or", "and"))
        self._depth -= 1
        return result

    def _joined(self, words: tuple[str, ...]) -> Plain:
        if not words:
            return self.comparison()
        operands = [self._joined(words[1:])]
        while self.taken(words[0]):
            operands.append(self._joined(words[1:]))
        if len(operands) == 1:
            return operands[0]
        _demand(all(o.kind in ANY for o in operands))
        return Plain(f" {words[0]} ".join(o.text for o in operands), Kind.BOOLEAN)

    def comparison(self) -> Plain:
        """One operand of `and`."""
        left = self._union()
        word = self.token
        if word not in _COMPARISONS:
            return left
        self._at += 1
        return _compared(left, word, self._union())

    def _union(self) -> Plain:
        operands = [self._path()]
        while self.taken("|") or self.taken("union"):
            operands.append(self._path())
        if len(operands) == 1:
            return operands[0]
        _demand(all(o.kind in NODES for o in operands))
        is_itself = all(o.is_itself for o in operands)
        kind = Kind.NODE if is_itself else Kind.NODES
        return Plain(" | ".join(o.text for o in operands), kind, is_itself=is_itself)

    def _path(self) -> Plain:
        head, slash, single, moves = "", "", True, ["stay"]
        if self.token in _SLASHES:
            slash = self._next()
            single, moves = slash == "/", ["out"]
            if single and not self._starts_step():
                self.has_other_nodes = True
                return Plain("/", Kind.NODE)
        elif self._is_pattern and not self._predicates_around:
            slash, single, moves = "//", False, ["out"]
        elif self._starts_primary():
            first = self._filtered()
            if self.token not in _SLASHES:
                return first
            _demand(first.kind in NODES)
            head, slash, moves = first.text, self._next(), ["up"]
            single = first.kind is Kind.NODE and slash == "/"
        return self._steps(head, slash, single, moves)

    def _steps(self, text: str, slash: str, single: bool, moves: list[str]) -> Plain:
        """The steps that follow a head, or a slash, or nothing."""
        while True:
            step = self._step(single, is_root=not text and slash == "/")
            move = _AXES[step.axis]
            _demand(single or move != "out")
            # From an attribute libxml2 finds other nodes that follow than XPath does.
            _demand(moves[-1] != "aside" or move in {"up", "stay"})
            moves.append(move)
            text += step.after(slash)
            if self.token not in _SLASHES:
                break
            slash = self._next()
            single = step.is_single and slash == "/"
        _demand(not (self._repeated and _leads_out(moves)))
        is_other = step.axis != "self" and step.test.endswith(")")
        self.has_other_nodes = self.has_other_nodes or (is_other and not self._predicates_around)
        kind = Kind.NODE if step.is_single else Kind.NODES
        return Plain(text, kind, is_itself=set(moves) == {"stay"})

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _starts_step(self) -> bool:
        return self.token in {".", "..", "@", "*", "("} or is_name(self.token)

    def _starts_primary(self) -> bool:
        call = is_name(self.token) and self._tokens[self._at + 1] == "("
        other = self.token in {"(", "$"} or is_literal(self.token) or is_number(self.token)
        return other or (call and self.token not in _NODE_TESTS)

    def _step(self, single: bool, is_root: bool) -> _Step:
        """A step; `single` says whether it is taken from one node only."""
        axis = "child"
        if self.taken("."):
            axis, test = "self", "node()"
        elif self.taken(".."):
            axis, test = "parent", "node()"
        else:
            if self.taken("@"):
                axis = "attribute"
            elif self._tokens[self._at + 1 : self._at + 2] == ["::"]:
                axis = self.token
                self._at += 2
            _demand(axis in _AXES)
            test = self._either() if self.token == "(" else self._node_test()
        named = axis == "attribute" and not test.endswith("*")
        to_one = named or axis in {"self", "parent"} or (is_root and axis == "child")
        at_element = single and to_one and axis != "attribute"
        predicates = self._predicates(repeated=not at_element)
        return _Step(axis, test, predicates, single and (to_one or _picks_one(predicates)))

    def _either(self) -> str:
        """`(a | b)` as a step."""
        self._at += 1
        names = [self._name()]
        while self.taken("|"):
            names.append(self._name())
        _demand(self.taken(")"))
        return f"*[{' or '.join(f'self::{name}' for name in names)}]"

    def _node_test(self) -> str:
        if self.taken("*"):
            return "*"
        if self.token not in _NODE_TESTS or self._tokens[self._at + 1] != "(":
            return self._name()
        test = self.token
        self._at += 2
        if is_literal(self.token):
            test += f"({self.token})"
            self._at += 1
        else:
            test += "()"
        _demand(self.taken(")"))
        return test

    def _name(self) -> str:
        name = self.token
        prefix, colon, _ = name.rpartition(":")
        _demand(is_name(name) and "{" not in name and (not colon or prefix in self._prefixes))
        self._at += 1
        _demand(self.token != "(")
        return name

    def _predicates(self, repeated: bool) -> list[Plain]:
        """The predicates; unless they are `repeated`, they are tried at one element at most."""
        predicates = []
        self._predicates_around += 1
        self._repeated += repeated
        while self.taken("["):
            predicates.append(self.expression())
            _demand(predicates[-1].kind in ANY and self.taken("]"))
        self._predicates_around -= 1
        self._repeated -= repeated
        return predicates

    def _filtered(self) -> Plain:
        head = self._primary()
        predicates = self._predicates(repeated=head.kind is not Kind.NODE)
        if not predicates:
            return head
        _demand(head.kind in NODES)
        kind = Kind.NODE if _picks_one(predicates) else head.kind
        return Plain(head.text + _bracketed(predicates), kind)

    def _primary(self) -> Plain:
        if self.taken("("):
            return self._parenthesis()
        if self.taken("$"):
            return self._variable()
        if is_name(self.token):
            return self._call()
        token = self._next()
        if is_number(token):
            _demand(token.replace(".", "", 1).isdigit() and not token.startswith("."))
            return Plain(token, Kind.NUMBER)
        _demand(token[0] not in token[1:-1])  # a doubled quotation mark has no equal in 1.0
        return Plain(token, Kind.STRING)

    def _parenthesis(self) -> Plain:
        members = [self.expression()]
        while self.taken(","):
            members.append(self.expression())
        _demand(self.taken(")"))
        if len(members) == 1:
            return replace(members[0], text=f"({members[0].text})")
        _demand(all(m.kind in STRING for m in members))
        return Plain("", Kind.LIST, tuple(m.text for m in members))

    def _variable(self) -> Plain:
        name = self._next()
        _demand(name in self._variables)
        return Plain(f"${name}", self._variables[name])

    def _call(self) -> Plain:
        name = self.token
        self._at += 2
        arguments: list[Plain] = []
        while not self.taken(")"):
            _demand(not arguments or self.taken(","))
            arguments.append(self.expression())
        if name == "current":
            _demand(not arguments and not self._is_pattern)
            return Plain(f"${CURRENT}" if self._predicates_around else ".", Kind.NODE)
        _demand(name in FUNCTIONS)
        # Outside a predicate a rule knows no position; id() looks at the whole document.
        _demand(name not in _COUNTING or self._predicates_around > 0)
        _demand(name != "id" or not self._repeated)
        # With texts of the document in both, it would take time that grows with the square.
        _demand(name != "translate" or all(is_literal(one.text) for one in arguments[1:]))
        called, takes, fewest, yields = FUNCTIONS[name]
        _demand(fewest <= len(arguments) <= len(takes))
        _demand(all(a.kind in kinds for a, kinds in zip(arguments, takes, strict=False)))
        return Plain(f"{called}({', '.join(a.text for a in arguments)})", yields)


def _bracketed(predicates: list[Plain]) -> str:
    return "".join(f"[{predicate.text}]" for predicate in predicates)


def _counts(predicate: Plain) -> bool:
    calls = (f"{name}()" in predicate.text for name in _COUNTING)
    return predicate.kind is Kind.NUMBER or any(calls)


def _picks_one(predicates: list[Plain]) -> bool:
    return any(one.text == "last()" or is_number(one.text) for one in predicates)


def _demand(holds: bool) -> None:
    if not holds:
        raise NotPlainError


def _leads_out(moves: list[str]) -> bool:
    """Whether steps may come to nodes that are neither around nor inside the first."""
    upward = moves.index("up") if "up" in moves else len(moves)
    return "out" in moves or "down" in moves[upward:]


def _compared(left: Plain, word: str, right: Plain) -> Plain:
    sign = _VALUE_COMPARISONS.get(word, word)
    kinds = {left.kind, right.kind}
    equality = sign in {"=", "!="}
    if Kind.LIST in kinds:
        _demand(equality and sign == word and kinds <= STRINGS | {Kind.LIST})
        firsts, seconds = left.members or (left.text,), right.members or (right.text,)
        pairs = [f"{first} {sign} {second}" for first in firsts for second in seconds]
        return Plain(f"({' or '.join(pairs)})", Kind.BOOLEAN)
    allowed = STRING if word in _VALUE_COMPARISONS else STRINGS
    _demand(kinds == NUMBER or (equality and kinds <= allowed and kinds != {Kind.NODES}))
    return Plain(f"{left.text} {sign} {right.text}", Kind.BOOLEAN)
