"""The registry in the forms that other programs read: one module a family of forms."""
