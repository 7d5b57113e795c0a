"""The newsroom's reports: what needs someone's attention, in lists to filter and to export.

`base` is what every report is made of, `cells` its columns; `stories`, `records`, `pictures`,
`replies` and `links` are the reports, `hooks` puts them into the admin.
"""
