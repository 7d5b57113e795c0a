"""The newsroom's own pages in the admin: home, planning, reports, pictures, search, roles."""
