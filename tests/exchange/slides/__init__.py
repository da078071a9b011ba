"""Tests of slides for PowerPoint, read back by a library that did not write them."""
