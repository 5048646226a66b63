"""The web server around the pages: settings, what strangers may ask, files at addresses of their own."""
