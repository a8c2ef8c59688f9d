"""What a chart shows as a table of exact values: for reading, copying and files."""
