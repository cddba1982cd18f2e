"""What fit-gap analyses say: one set as a grid, all sets and institutions compared, and one analysis for its report."""
