"""Settings: `base` is shared, every other module is one environment."""
