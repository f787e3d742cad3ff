--liquibase formatted sql

--changeset mart:knows runOnChange:true splitStatements:false stripComments:false
-- An argument that names nothing would be answered by no rows, or by codes that say nothing: like a figure that is zero. A function
-- asks once and before anything else, because the condition has no column in it.
create or replace function mart.knows_dataset(code text) returns boolean
language plpgsql stable parallel safe as $$
begin
  if exists (select from dw.dim_dataset where dataset_code = code) then
    return true;
  end if;
  raise exception '% is no dataset of this warehouse', coalesce('''' || code || '''', 'null')
    using errcode = 'invalid_parameter_value',
      hint = 'Next: select dataset_code from mart.coverage, or tradehouse datasets; a dataset is there once its feed is loaded.';
end $$;
comment on function mart.knows_dataset(text) is 'True, or an error where no dataset has this code: nothing was loaded under it, or it is mistyped.';

create or replace function mart.knows_edition(wanted text) returns boolean
language plpgsql stable parallel safe as $$
begin
  if exists (select from dw.dim_edition where edition = wanted) then
    return true;
  end if;
  raise exception '% is no edition that is known: %', coalesce('''' || wanted || '''', 'null'),
      (select string_agg(edition || ' = ' || edition_name, ', ' order by edition) from dw.dim_edition)
    using errcode = 'invalid_parameter_value', hint = 'Next: say the edition by its code, mart.trade_in_edition(''H5'') for HS 2017.';
end $$;
comment on function mart.knows_edition(text) is 'True, or an error where dw.dim_edition has no such edition: every code would become XXXXXX.';

do $$
declare f text;
begin
  foreach f in array array['mart.knows_dataset(text)', 'mart.knows_edition(text)'] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to trade_reader, trade_loader', f);
  end loop;
end $$;
