"""Files that have been made, kept by their bytes: those asked for longest ago go first."""

from __future__ import annotations

from collections import OrderedDict

from pages.server.take.making import File


class KeptFiles:
    """The files of this process, at most `most` bytes."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self.files: OrderedDict[str, File] = OrderedDict()

    def get(self, key: str) -> File | None:
        """Return a kept file."""
        if key in self.files:
            self.files.move_to_end(key)
        return self.files.get(key)

    def put(self, key: str, file: File) -> None:
        """Keep a file, and let go of others until all fit; one that alone does not fit is not kept."""
        if key in self.files or len(file.content) > self.most:
            return
        self.files[key] = file
        self.bytes += len(file.content)
        while self.bytes > self.most:
            _, gone = self.files.popitem(last=False)
            self.bytes -= len(gone.content)
