"""`python -m tests.faults --kills 1000 --starved 1000 --seed 1`: disturb commands that write; count what breaks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.disk import compiled, compiler


def main() -> int:
    """Compile the disk that fails and run tests.faults.disturb on it; it takes the arguments."""
    if compiler() is None:
        print("There is no C compiler (cc): nothing was tried.")
        return 0
    with TemporaryDirectory(prefix="faults-") as folder:
        library = compiled(Path(folder))
        command = [sys.executable, "-m", "tests.faults.disturb", folder, *sys.argv[1:]]
        return subprocess.run(command, env=os.environ | {"LD_PRELOAD": str(library)}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
