"""What is made once and given many times: kept by its bytes, packed, and named by a tag."""
