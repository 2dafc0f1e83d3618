"""How each system tells that it sleeps, locks its screen or changes its user; one module for each."""
