"""What goes in and out: the canonical tables as CSV, XLSX and ODS, and everything as JSON."""
