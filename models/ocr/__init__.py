"""Readers of text: PP-OCR as the first reader, Tesseract as the second."""
