"""What every part of the newsroom's admin is built from.

`permissions` decides who may do what to which row, `base` puts that decision on every view,
`picker` finds and creates records by name, `forms` and `panels` are the rows of the forms.
"""
