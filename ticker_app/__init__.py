"""The desktop app: four ways to hear a feed, and what each does to the age of a price."""
