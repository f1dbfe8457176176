"""Effective pooling of data: partners' files in, one immutable snapshot of people and events out.

``intake`` reads files and says what is wrong with them, ``linkage`` decides which records are one
person and who lives together, ``store`` keeps the result.
"""
