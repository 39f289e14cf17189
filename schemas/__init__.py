"""What travels: frozen values, the output document and the form declarations."""
