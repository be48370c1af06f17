"""Lantern in Teams: what it asks, shows, keeps and sends."""
