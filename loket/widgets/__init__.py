"""What several screens are made of: tables, forms, panes, the header and the footer."""
