"""The hash that tells one canonical text from another."""


def text_hash(text: str) -> str:
    """32 hexadecimal digits of BLAKE2b over the text's UTF-8 bytes."""
    import hashlib  # takes a while to load, and a start needs no hash

    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
