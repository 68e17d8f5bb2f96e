"""Measurements and long random tests: `python -m benchmarks`, `python -m benchmarks.fuzz`."""
