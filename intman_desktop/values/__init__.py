"""The frozen values that travel between the rooms; they know no database and no screen."""
