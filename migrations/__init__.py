"""Migrations: numbered, run by the role `owner`, never with a tenant set (see README.md)."""
