"""What may leave the house: counts, with the small ones hidden and whatever would give them away."""
