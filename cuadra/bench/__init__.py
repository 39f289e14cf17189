"""Measuring: how much of a generated set is read right, how fast, and in how much memory."""
