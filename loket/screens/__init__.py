"""The screens: one a file. They show dataclasses and send requests."""
