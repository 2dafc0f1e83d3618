"""The Bedarfserhebung and the widgets of the profile's fields."""
