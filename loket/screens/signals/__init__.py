"""Place 5, Signalen: the board of trends and the loose signals."""
