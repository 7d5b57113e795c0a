"""Pages kept between two readers, until something public changes.

Every public change starts a new *edition*, a number. A kept page carries the edition it was made
in, so there is nothing to track: a page of an older edition is made anew, whatever changed.
"""
