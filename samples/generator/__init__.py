"""Invented Spanish government and financial reports, drawn, damaged like scans, with exact truth."""
