"""Valuing commitments in money, from a quantity to a present value that counts."""
