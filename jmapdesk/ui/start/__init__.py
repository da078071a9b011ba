"""The start page: maps worked on lately, templates as pictures, samples."""
