"""Pictures of what was read where: one a page, and one page of HTML a document to look through."""
