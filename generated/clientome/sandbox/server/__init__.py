"""HTTP and SFTP: requests in, answers out, and the control interface."""
