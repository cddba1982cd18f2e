"""The database: opening, transactions, dialects, migrations, the change log, the search index."""
