"""What comes from outside, as bytes that nobody meant: no exception but ours, bounded time, SafeText holds."""
