"""Tests of the files at addresses of their own."""
