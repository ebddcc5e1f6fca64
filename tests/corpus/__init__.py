"""Documents that people really publish, taken through the whole generator."""
