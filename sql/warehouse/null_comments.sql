--liquibase formatted sql

--changeset warehouse:null_comments splitStatements:false stripComments:false
-- What NULL means, where the first comment did not say it.
do $$
declare t text; c record;
begin
  foreach t in array array['fact_trade', 'fact_trade_annual', 'fact_trade_span', 'fact_trade_history', 'fact_trade_annual_history', 'fact_trade_span_history'] loop
    for c in select * from (values
      ('cif_usd', 'Value including cost, insurance and freight, US dollars; NULL where the publisher does not give it.'),
      ('fob_usd', 'Value free on board, US dollars; NULL where the publisher does not give it.'),
      ('quantity', 'Supplementary quantity in unit_key; NULL where not given. Additive only within one unit.'),
      ('quantity2', 'A second quantity that is no weight, in unit2_key; NULL where not given. Additive only within one unit.')) v (name, says)
    loop
      execute format('comment on column dw.%I.%I is %L', t, c.name, c.says);
    end loop;
  end loop;
end $$;
comment on column dw.coverage.control_usd is 'The publisher''s own top cell: value_usd + rejected_usd; NULL where it states none.';
comment on column dw.dim_area.m49 is 'Numeric code of the United Nations (M49); NULL where it has none.';
comment on column dw.dim_dataset.rate_source is 'Where the rate of derived dollars comes from; NULL where dollars are declared.';
comment on column dw.dim_dataset.span_dataset_key is 'The spans its months are derived from, on which half-years fall back; NULL where there are none.';
comment on column dw.dim_flow.part_of is 'X or M for a flow that is part of it; NULL for X and M themselves.';
comment on column dw.dim_product.hs6_unified is 'Six digits in one edition; NULL where the link is not certain.';
comment on column dw.fx_rate.day_count is 'Days with a rate; NULL where the source does not say.';
comment on column dw.scope.is_full is 'False where the file holds only part of the reporter''s trade; never NULL.';
