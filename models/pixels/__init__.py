"""Pure functions on pixels: flatten the light, set the page upright, straighten it, find its rules."""
