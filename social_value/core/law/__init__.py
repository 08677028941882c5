"""What the law opens and asks: for which procurements a rule holds, and which reservations are open."""
