"""What stands in deploy/, with the real programs: proxies before two servers, units of systemd, the image."""
