"""What tests share: flows played without a network, peers over real sockets, and clients of every kind."""
