"""The runtime that all generated packages share; private, since the public names stand in ``clientome``.

Rooms, from the lowest floor to the highest; each imports only what stands below it:

1. ``base`` errors, options, small types; ``spec`` the frozen values that generated code constructs
2. ``body`` what is sent; ``http`` messages and transports; ``files`` local files that appear only when complete
3. ``flow`` effects and the two drivers; ``policies`` rules around a call; ``state`` what outlives a process
4. ``call`` one logical call; ``paging`` many answers; ``waiting`` until something is so
5. ``download``, ``upload``, ``sftp``, ``webhooks``: features, which do not import each other
6. ``client`` the face; ``features`` its methods that take more than one call; ``generated`` what generated code imports

A call goes down this way: a generated method -> ``client`` -> ``call.invoke`` -> ``call.call``, a flow that yields effects
-> ``flow.drivers`` performs them -> ``http`` transport -> socket; the answer comes back up to ``call.decode``.
"""
