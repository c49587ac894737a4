"""Names in texts: of entries, of devices and models that the registry does not know, and which variant is meant."""
