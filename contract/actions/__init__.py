"""What both sides agree on of local collections, action plans and the register of what is done."""
