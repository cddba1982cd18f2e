"""What every list and every detail of records has in common."""
