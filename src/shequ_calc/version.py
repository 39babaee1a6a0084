"""The version, apart from the package's face, so that everything can say it."""

__all__ = ["__version__"]

__version__ = "0.1.0"
