"""Lantern's app package for Teams: what a trust's administrator uploads, made by `python -m manifest.build`."""
