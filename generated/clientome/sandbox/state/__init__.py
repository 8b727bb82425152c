"""What a sandbox remembers: records, files, time."""
