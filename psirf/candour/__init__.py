"""The duty of candour: when it is assessed, what is owed to whom and by when, and when all of it was given."""
