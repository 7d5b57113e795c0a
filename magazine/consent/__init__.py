"""What readers agree to, and the memory of it: docs/decisions/0014-consent.md tells why so.

`purposes` says what is asked, `choice` reads and keeps a reader's answer, `proofs` what shows that
it was given. Nothing is remembered of who gave it.
"""
