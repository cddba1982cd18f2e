"""The progress report to parliament: a complete draft of a period, told from figures that anyone may see unless it is internal."""
