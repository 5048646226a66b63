"""Several waves of one survey as one sample: independent ones stacked, a panel with its members known again."""
