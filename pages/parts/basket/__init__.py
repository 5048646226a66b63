"""The pictures that this reader keeps: in the session, in the address of the page of slides, in the browser."""
