"""The dashboard's charts as data: lines of cells, each with the records behind it. A screen, a terminal, a report draw the same."""
