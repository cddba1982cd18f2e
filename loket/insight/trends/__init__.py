"""What makes signals a trend: which are alike, which belong to one, and what a trend comes to."""
