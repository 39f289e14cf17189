"""The kind of a table and the roles of its columns, by a small transformer over header words and places."""
