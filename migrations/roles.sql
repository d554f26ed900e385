-- The roles of the database and what they hold in it. One truth: the launcher, the tests and docs/operations.md all run this file,
-- in the database of Sameboat, as a superuser or as the administrator of a managed server. It may run again at any time.
-- Passwords are set apart from it.

DO $$
DECLARE
    role text;
BEGIN
    -- Two databases of one server may be prepared at once (tests do); roles belong to the server, so they are made one after another.
    PERFORM pg_advisory_xact_lock(hashtext('sameboat.roles'));

    -- owner migrates; app is web and worker; steward is sweeper and commands; nobody of them sees through row security.
    FOREACH role IN ARRAY ARRAY['owner', 'app', 'steward'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', role);
        END IF;
    END LOOP;

    -- chores owns the few functions that look across tenants; it can't sign in, and owner enters it by SET ROLE only.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chores') THEN
        CREATE ROLE chores NOLOGIN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_auth_members
                   WHERE roleid = 'chores'::regrole AND member = 'owner'::regrole AND set_option AND NOT inherit_option) THEN
        GRANT chores TO owner WITH INHERIT FALSE, SET TRUE;
    END IF;

    -- backup is for pg_dump alone; where a managed server refuses BYPASSRLS, its own snapshots take that place.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'backup') THEN
        BEGIN
            CREATE ROLE backup NOLOGIN BYPASSRLS;
        EXCEPTION WHEN insufficient_privilege THEN
            CREATE ROLE backup NOLOGIN;
        END;
        BEGIN
            GRANT pg_read_all_data TO backup;
        EXCEPTION WHEN insufficient_privilege THEN
            RAISE NOTICE 'role backup may not read everything on this server: its snapshots are the backup';
        END;
    END IF;

    -- To give something to owner one must be able to become owner; a superuser can without being told.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND NOT pg_has_role(current_user, 'owner', 'SET') THEN
        EXECUTE format('GRANT owner TO %I', current_user);
    END IF;

    EXECUTE format('ALTER DATABASE %I OWNER TO owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO app, steward, backup', current_database());
END
$$;

ALTER SCHEMA public OWNER TO owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, steward, chores, backup;
