--liquibase formatted sql

--changeset ops:large_objects splitStatements:false stripComments:false
-- The one way to write that PostgreSQL leaves to a login without any rights.
do $$
begin
  revoke execute on function pg_catalog.lo_creat(integer), pg_catalog.lo_create(oid), pg_catalog.lo_from_bytea(oid, bytea) from public;
exception when insufficient_privilege then
  raise notice 'readers may still make large objects in their own name: an administrator revokes lo_creat, lo_create and lo_from_bytea from public';
end $$;
