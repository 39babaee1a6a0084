"""shequ: what the rules give a community in China: its staff, its money, its workers' pay."""

__all__ = ["__version__"]

__version__ = "0.1.0"
