"""From text to what rules can read: passages, tokens, sentences and names. The only room that imports spaCy."""
