"""What a change of a description means: for users of the package and on the wire.

`sources` finds two descriptions in files, folders or git revisions. Their frozen values are compared field by field:
`fields` is the table that says which rule tells which field, `rules` the table of everything that can be said. What
fields alone cannot say has modules of its own: `operations` (which became which), `arguments`, `answers`, and
`schemas`, which looks at both descriptions through a `side`. `compare` is the whole, `show` prints it.
"""
