"""Nobody makes others wait: turns of the pages, the pace of messages, room for files."""
