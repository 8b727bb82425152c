"""The long proofs: many orders of events, injected faults, kills.

`make test` runs a sample of each, `make prove` the whole: see `scale`. A proof says what it measured with the fixture
`figure`; the figures stand at the end of the run.
"""
