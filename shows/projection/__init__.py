"""The projection: what the rules make of the rows, stored where readers' pages find it.

The rules stay the one definition of who may see what (`rules`), where a series stands and what
lists find it by (`series`). They are applied when something changes, to what the change touches, in
the transaction that changes it (`derive`); what the calendar alone changes is applied at its moment
(`calendar`). Reading trusts what is stored; `manage.py check_projection` derives it all again.
"""
