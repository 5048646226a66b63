"""One picture as a page of its own, which other sites show in a frame: static, small, without scripts."""
