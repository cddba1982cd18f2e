"""What people want to know: indicators, lists, work queue, dossier, search, in plain SQL."""
