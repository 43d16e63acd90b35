"""Pure rules: which entries tell of the same event, and which quotations are the same words printed elsewhere."""
