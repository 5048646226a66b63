"""The workbook in which coordinators write a plan and what is done, and which the build reads as it is."""
