"""Words of the workbook of a contribution."""
