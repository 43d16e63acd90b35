"""What holds for all tests."""

from hypothesis import settings

# Property tests try the same examples in every run, so that a red run is the change's own doing; `make fuzz` looks for new ones.
settings.register_profile("check", derandomize=True, database=None)
settings.register_profile("explore", print_blob=True)
settings.load_profile("check")
