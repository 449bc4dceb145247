"""The version of the reader: raised when the same page would give other reports than before."""

READER = "3"
