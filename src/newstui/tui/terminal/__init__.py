"""The terminal itself: the driver, signals, the clipboard and the browser."""
