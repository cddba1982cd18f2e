"""Why a figure differs between two moments: its records that came, went or changed, each with one cause."""
