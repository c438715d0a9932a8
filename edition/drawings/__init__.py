"""Drawings of an edition: what its texts say in, made into SVG.

Pure functions from named facts to SVG elements: the same facts give the same bytes, without
clock, chance or disk. They carry no style of their own but presentation attributes and
classes, and draw in `currentColor`, so that a strict content security policy and a dark
background both hold.
"""
