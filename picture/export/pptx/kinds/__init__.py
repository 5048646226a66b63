"""One module for each kind of view: which slides it has."""
