"""Mutation tests: change one thing of a module that matters, and see that a test fails.

`make mutants` tries a sample; docs/decisions/0035-mutation-tests.md says why this is ours.
"""
