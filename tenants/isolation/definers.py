"""The few functions that see across tenants: owned by `chores`, run with its rights, executable by name only.

`app` may call `resolve_tenant` and the four of the search (`searching`), which take the tenant and the reader from the open
transaction; `steward` (sweeper and command line) the others. None of them returns content. The list
is a catalog rule: a definer function that is not in it, or open to PUBLIC, is a finding.
"""

from __future__ import annotations

ALLOWED: dict[str, frozenset[str]] = {
    "resolve_tenant": frozenset({"app", "steward"}),
    "due_tenants": frozenset({"steward"}),
    "provision": frozenset({"steward"}),
    "set_state": frozenset({"steward"}),
    "counts": frozenset({"steward"}),
    "find_docs": frozenset({"app"}),
    "alike_docs": frozenset({"app"}),
    "put_doc": frozenset({"app"}),
    "drop_docs": frozenset({"app"}),
}

_HEAD = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"

STATEMENTS: dict[str, str] = {
    "resolve_tenant(text)": f"""
CREATE FUNCTION resolve_tenant(wanted text) RETURNS TABLE (id uuid, state text, reason text) {_HEAD} STABLE AS $$
BEGIN RETURN QUERY SELECT t.id, t.state, t.reason FROM public.tenant t WHERE t.slug = wanted; END $$""",
    "due_tenants(integer)": f"""
CREATE FUNCTION due_tenants(at_most integer) RETURNS SETOF uuid {_HEAD} STABLE AS $$
BEGIN RETURN QUERY SELECT d.tenant_id FROM (
    SELECT j.tenant_id, j.due_at FROM public.job j WHERE (j.state = 'queued' AND j.due_at <= clock_timestamp())
      OR (j.state = 'running' AND j.lease_until < clock_timestamp())
    UNION ALL
    SELECT c.id, clock_timestamp() FROM public.tenant c WHERE c.created_at < clock_timestamp() - interval '1 day'
      AND NOT EXISTS (SELECT FROM public.job j WHERE j.tenant_id = c.id AND j.kind = 'chores'
        AND j.asked_at > clock_timestamp() - interval '1 day')) d
  JOIN public.tenant t ON t.id = d.tenant_id
  WHERE t.state = 'active' GROUP BY d.tenant_id ORDER BY min(d.due_at) LIMIT at_most; END $$""",
    "provision(uuid, text)": f"""
CREATE FUNCTION provision(new_id uuid, new_slug text) RETURNS uuid {_HEAD} AS $$
BEGIN INSERT INTO public.tenant (id, slug, state) VALUES (new_id, new_slug, 'provisioning'); RETURN new_id; END $$""",
    "set_state(text, text, text)": f"""
CREATE FUNCTION set_state(wanted text, new_state text, why text) RETURNS text {_HEAD} AS $$
DECLARE old text;
BEGIN
  SELECT t.state INTO old FROM public.tenant t WHERE t.slug = wanted FOR UPDATE;
  IF old IS NULL THEN RETURN NULL; END IF;
  IF NOT ((old, new_state) IN (('provisioning', 'active'), ('active', 'suspended'), ('suspended', 'active'))) THEN
    RAISE EXCEPTION 'a tenant does not go from % to %', old, new_state USING ERRCODE = 'P0001';
  END IF;
  UPDATE public.tenant SET state = new_state, reason = coalesce(why, ''), changed_at = clock_timestamp() WHERE slug = wanted;
  RETURN old;
END $$""",
    "counts()": f"""
CREATE FUNCTION counts() RETURNS TABLE (slug text, state text, people bigint, jobs_waiting bigint, jobs_dead bigint) {_HEAD} STABLE AS $$
BEGIN RETURN QUERY SELECT t.slug, t.state,
  (SELECT count(*) FROM public.person p WHERE p.tenant_id = t.id),
  (SELECT count(*) FROM public.job j WHERE j.tenant_id = t.id AND j.state IN ('queued', 'running')),
  (SELECT count(*) FROM public.job j WHERE j.tenant_id = t.id AND j.state = 'dead')
  FROM public.tenant t ORDER BY t.slug; END $$""",
}


def create_statements(functions: dict[str, str] | None = None) -> list[str]:
    """What a migration runs: the functions (those of the first one, unless told), their owner, and who may execute them."""
    lines = ["GRANT CREATE ON SCHEMA public TO chores"]
    for signature, body in (STATEMENTS if functions is None else functions).items():
        name = signature.split("(", 1)[0]
        lines += [body, f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"]
        lines += [f"GRANT EXECUTE ON FUNCTION {signature} TO {role}" for role in sorted(ALLOWED[name])]
        lines.append(f"ALTER FUNCTION {signature} OWNER TO chores")
    lines.append("REVOKE CREATE ON SCHEMA public FROM chores")
    return lines
