"""Examples: paraphrases that an advisor releases for reports."""
