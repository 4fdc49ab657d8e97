"""SYNTHESIS: målbilder with the voices behind them, versions that never change, and their validation."""
