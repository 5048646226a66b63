"""Exports of survey tools as they come: which tool wrote a file, its columns, rows and answers in our shape."""
