"""Files sent by SFTP. May import body and below; the one room that imports asyncssh."""
