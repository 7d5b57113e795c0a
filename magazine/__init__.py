"""The project: what takes stories and records together. Neither is defined here."""
