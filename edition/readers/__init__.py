"""Disk to model: one module for each format that is read."""
