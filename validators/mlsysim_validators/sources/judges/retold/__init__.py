"""What a document says twice of one thing, with two numbers: on a slide, in its notes, in a recap."""
