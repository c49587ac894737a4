"""Names in texts: of entries, of devices and models that the registry does not know, and which variant is meant.

entities         the way in: the names of a text, as mentions
meanings         what a name means in one document
variants         which variant what stands beside a name means; assumed_variants, where nothing does
name_parts       names of which a part is said; bare_names, bracketed_names, family_labels, names_above, system_labels
longer_names     names that go on, and are another's; other_boards, sized_models, device_like
"""
