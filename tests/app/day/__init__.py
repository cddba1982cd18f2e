"""A day of an advisor, by keys in a real terminal at the narrowest and the usual size: one walk for each sharp edge that was taken off."""
