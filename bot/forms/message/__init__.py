"""Reading one message: what it tells, each thing with the words it was read from."""
