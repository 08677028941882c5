"""What files may say: frozen records with strict keys."""
