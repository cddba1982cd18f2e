"""What rises and falls, as a list to read aloud."""
