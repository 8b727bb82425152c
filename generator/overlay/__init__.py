"""Changes to a description that were written down: JSONPath targets, and edits that keep the layout."""
