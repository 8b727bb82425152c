"""Static checks of a bundled description: every rule on everything, all problems at once, each with file and line.

A rule is a function of the `view` of a document; its docstring begins with the id of its problem, and `run` has them
in order. `structure` is the form of OpenAPI, `schemas` that of JSON Schema, `operations` what belongs together,
`extensions` the `x-sdk-` keys, `expressions`, `references` and `waiting` what these lead to, `examples` and `validation`
the values in the document. `sandbox` reads `sandbox.yaml`. What can be told only when everything is parsed is told there.
"""
