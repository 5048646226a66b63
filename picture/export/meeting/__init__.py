"""What a meeting about an area needs beside its brief: slides to talk about, a guide for whoever leads it."""
