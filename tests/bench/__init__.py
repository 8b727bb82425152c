"""The benchmark: ratios against peers, measured in one run. `python -m tests.bench [PART ...]`; `make bench`.

Every contestant runs in a process of its own and takes turns with the others, so that a busy machine slows all of them
alike; a ratio is the median of the rounds' ratios. Nothing here is a test: a missed target is a line that says so.
"""
