"""Files in which readers' corrections come: text, JSON, or a mail as a mail program saves it."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from edition import findings
from edition.corrections import Sent, proposals_in
from edition.diagnostics import Diagnostic, InputError, Place
from edition.readers.files import read_characters

_MAIL = ".eml"


def read_corrections(path: Path) -> list[Sent]:
    """The proposals of a file.

    A mail (.eml) is decoded first; the line of a proposal is then that of its text. Raises
    InputError where the file cannot be read or holds none.
    """
    text = _mail(path) if path.suffix.lower() == _MAIL else read_characters(path)
    return proposals_in(text, str(path))


def _mail(path: Path) -> str:
    """The text of a mail."""
    try:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
    except OSError as error:
        fact = error.strerror or str(error)
        hint = "check the path and its permissions"
        raise InputError([Diagnostic(findings.UNREADABLE, Place(str(path)), fact, hint)]) from error
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    if body is None:
        fact, hint = "the mail has no text", "save the block that it holds as a text file"
        raise InputError([Diagnostic(findings.NO_PROPOSAL, Place(str(path)), fact, hint)])
    return str(body.get_content())
