"""A workbook: what stands on its sheets is described once, and written as XLSX and as ODS."""
