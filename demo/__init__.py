"""A made-up trust, and Playgrounds to be its people in."""
