"""Packages for concurrent programs."""
