"""What is raised when a schema asks for a datatype that there is not."""

from __future__ import annotations


class DatatypeError(Exception):
    """A type or parameter is unknown, does not go with the type, or has a wrong value.

    The message is one sentence that says what to do.
    """
