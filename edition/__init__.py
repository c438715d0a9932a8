"""From source texts and annotations to a scholarly edition in TEI."""

__version__ = "0.1.0"
