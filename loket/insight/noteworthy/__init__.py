"""What rises and falls: which changes are worth a mention, and whether they are more than chance. The rule is in docs/noteworthy.md."""
