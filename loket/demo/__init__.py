"""The demo: a fictitious loket with two years of history, calibrated on the published figures."""
