"""From files of sources to a database that may be published."""

from os import environ

# Before numpy is loaded. The matrices are small: more threads only wait for each other, which costs processor time,
# and they add in an order that changes from run to run.
environ.setdefault("OPENBLAS_NUM_THREADS", "1")
