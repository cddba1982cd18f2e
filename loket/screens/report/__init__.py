"""The progress report on the screen: what is asked, the chapters as they will be written, and the reports that were kept."""
