"""Run the engine: `python -m newstui.engine --data-dir DIR [--config FILE]`. Started by a reader, which holds its pipes."""

from newstui.engine.main import main

if __name__ == "__main__":
    main()
