"""A stated figure against the registry, and which of a device's figures it states."""
