"""What changed in a provider's documentation: facts read from it, compared with the description.

`forms` says what `drift.yaml` and `waivers.yaml` may hold; `pages` turns saved text or HTML into lines; `samples`,
`tables`, `data` and `statements` read one kind of passage each; `reading` puts them together into `facts`;
`described` takes the same facts out of a description or a published document; `comparing` tells the differences;
`waiving` takes out what has been decided; `reporting` shows the rest; `suggesting` writes it as an overlay.
"""
