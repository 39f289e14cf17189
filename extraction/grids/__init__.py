"""Grids of pages → logical tables: joined, their headers, kinds, columns and rows known."""
