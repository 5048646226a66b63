"""Tests of the programs that write documents."""
