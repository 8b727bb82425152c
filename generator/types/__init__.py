"""From schemas to Python types and the text of models.

`registry` says which classes there are, `merge` makes plain schemas, `build` makes shapes of them, `codegen` classes and
`python` everything else that is Python; `models` puts the modules together.
"""
