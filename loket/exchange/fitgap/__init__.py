"""Fit-gap analyses that go out and come back: the workbook that an institution fills in, and its report."""
