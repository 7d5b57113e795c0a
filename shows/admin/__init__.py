"""What every part of the newsroom's admin is built from.

`gate` decides who may do what to which row, `viewset` puts that decision on every view, `picker`
finds and creates records by name, `forms` and `panels` are the rows of the editing forms.
"""
