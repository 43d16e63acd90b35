"""From the model to styled lines, purely: no terminal, no settings, no colours. Imports model and wcwidth only."""
