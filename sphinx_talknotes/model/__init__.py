"""Records of talk notes and the vocabulary they are made of: plain values, no Sphinx."""
