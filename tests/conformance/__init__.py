"""The conformance suite: the package against the descriptions, without asking the generator.

The descriptions are read with `referencing`, openapi-core and jsonschema; nothing of `generator` is imported, and only
the public surface of `clientome` is looked at. `python -m tests.conformance` prints the table, and
`python -m tests.conformance.harness` shows that the suite notices mistakes.
"""
