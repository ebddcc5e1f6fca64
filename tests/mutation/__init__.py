"""`make mutation`: the runtime is broken in every small way there is, and its tests have to notice each."""
