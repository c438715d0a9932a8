"""The datatypes of XML Schema, and those of RELAX NG itself."""

from edition.relaxng.datatypes.datatype import Datatype, nearest_explanation
from edition.relaxng.datatypes.errors import DatatypeError
from edition.relaxng.datatypes.library import datatype

__all__ = ["Datatype", "DatatypeError", "datatype", "nearest_explanation"]
