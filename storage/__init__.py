"""What is kept: records, the questions asked of them, the outbox, migrations."""
