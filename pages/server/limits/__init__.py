"""Nobody makes others wait: admission of runs, rates of messages and connections, a quota for files."""
