"""Settings of the site; docs/conf.py of an edition takes its place and can begin the same way."""

from pathlib import Path

from edition.sphinx_ext.assembling import site_settings

globals().update(site_settings(Path(__file__).parent))
