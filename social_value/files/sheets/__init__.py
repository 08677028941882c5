"""What every sheet needs, whether it goes out or comes in: addresses, references, texts, heights, styles and cells."""
