"""The sheet Social value: values in money and points, with everything that they are worked out from."""
