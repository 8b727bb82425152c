"""The rules of the `check` stage. Each is a function from a :class:`~.view.View` to problems with one id."""
