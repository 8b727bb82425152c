"""What a change of a description means: for users of the package and on the wire.

`read` gets two descriptions from files, folders or git revisions; `compare` and what it calls turn them into values;
`rules_*` are the tables of everything that can be said; `show`, `changelog` and `version` say it.
"""
