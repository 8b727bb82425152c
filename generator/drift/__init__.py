"""What changed in a provider's documentation: facts read from it, compared with the description.

`forms` says what `drift.yaml` and `waivers.yaml` may hold. `pages` turns saved text or HTML into lines; `reading` goes
through them, and gives each to what knows its kind: `tables`, `samples` (with `calls` and `data`), `statements`. What
they take are `facts`. `described` takes the same facts out of a description, and out of a document that the provider
publishes (`published`). One comparer tells the differences, `compare` with `content` for JSON; `observed` adds what
clients saw. `settings` takes out what waivers decide, `reporting` shows the rest, `suggesting` writes it as an overlay.
"""
