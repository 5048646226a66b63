"""Linear algebra in one thread, for whoever imports this before numpy.

The matrices of a build are small: more threads only wait for each other, which costs processor time, and they add in an
order that changes from run to run.
"""

from os import environ

environ.setdefault("OPENBLAS_NUM_THREADS", "1")
