"""What follows from what is known: rules over public facts, with no page and no form.

Where a series stands (`status`), where it can be watched (`availability`), its seasons, who owns
whom (`ownership`), which series a network has (`networks`), what comes soon (`upcoming`), what
contradicts what.
"""
