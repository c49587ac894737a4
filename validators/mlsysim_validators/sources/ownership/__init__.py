"""Whom and what a stated quantity is about: by the names around it, by the words that are its own, or by neither.

subjects         the way in: entity and field of a quantity, or why they are not known
candidates       whom it may be about, the nearest first
people           those whom places name: people_of_cells, people_of_sentences, people_of_texts, people_above;
                 antecedents ("it", "the latter"), owners ("the Orin's"), pairing, stand_ins, throughout
own_words        the words that are its own; taken_names, which belong to another number
owned_fields     which field these words mean: device_fields, model_fields, training_fields
inside_names     numbers that are none: parts of names; sizes_alone, words_alone, spec_lines, answers, set_aside
certainty        how sure all that is
"""
