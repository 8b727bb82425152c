"""From the intermediate representation to the text of every generated file; Jinja templates hold the layout."""

from .render import Rendered, render_package, render_umbrella

__all__ = ["Rendered", "render_package", "render_umbrella"]
