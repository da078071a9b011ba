"""The sample maps as Python, one module each; ``packaging/make_samples.py`` writes their files."""
