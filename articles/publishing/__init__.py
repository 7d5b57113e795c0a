"""Publication: what is looked at before (`checks`), and what goes out when it is due.

`schedule` publishes what is `due`, `runs` keeps what a run did, `worker` repeats it.
"""
