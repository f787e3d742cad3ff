--liquibase formatted sql

--changeset mart:guard runOnChange:true splitStatements:false stripComments:false
-- The same trade stands in several datasets, and a sum over them looks like any other number. So a query that names a view of
-- turnover and a figure of it must name a dataset too. Judged is the text the client sent, without its comments: a tool that reads
-- whole rows sees the dataset in each unless it adds them up in the same query, and one that fills its pick-lists asks for no figure.
create or replace function mart.names_dataset(view_name text) returns boolean
language plpgsql stable parallel safe as $$
declare asked text := regexp_replace(regexp_replace(current_query(), '/\*.*?\*/', ' ', 'g'), '--[^\n]*', ' ', 'g');
begin
  if asked !~* ('((from|join)\s+("?mart"?\.)?|"?mart"?\.)"?' || view_name || '\M')
    or asked !~* '\m(export|import|turnover|balance)_usd\M' or asked ~* 'dataset_(code|key)'
    or asked ~* '(select|,)\s*("?\w+"?\.)*\*' and asked !~* '\m(sum|avg)\s*\('
    or (select count(*) from dw.dim_dataset) < 2 then
    return true;
  end if;
  raise exception 'mart.% holds the same trade as % datasets say it, and datasets are never added: this query names none',
      view_name, (select count(*) from dw.dim_dataset)
    using errcode = 'cardinality_violation',
      hint = 'Next: add where dataset_code = ''...'', or select and group by dataset_code; tradehouse datasets lists them. One source a reporter and year: mart.turnover_headline.';
end $$;

comment on function mart.names_dataset(text) is 'True, or an error where the client''s query reads figures of a view of turnover and names no dataset: neither dataset_code nor dataset_key nor whole rows (*) that are not added up. With a single dataset everything may be added.';
