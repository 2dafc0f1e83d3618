"""The Integrationsplan: its lights, its goals and measures, its versions and changes."""
