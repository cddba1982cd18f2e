"""Documents that leave loket: one model of a report, written as Markdown, HTML or DOCX; the same document gives the same bytes."""
