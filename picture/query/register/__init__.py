"""What is done about it: the register of measures, events and organisations, and the forums, as frozen answers."""
