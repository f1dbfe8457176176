"""Extracts that the readers' bench is run on: a module for each field, a function for each format.

A function is given a folder and how many rows its files are to have, and writes them.
"""
