--liquibase formatted sql

--changeset mart:analytics_comments runOnChange:true splitStatements:false stripComments:false
-- What a column of this name means in every view of this list that says nothing of its own.
do $$
declare v text; c record;
begin
  foreach v in array array['turnover_all', 'turnover', 'turnover_half', 'turnover_pair', 'turnover_by_country', 'turnover_quarter',
      'turnover_year', 'turnover_ytd', 'turnover_r12', 'turnover_headline', 'coverage_year', 'growth_pair', 'growth', 'contribution_by_partner',
      'share_of_region', 'share_of_region_month', 'target_progress', 'concentration_of_partners', 'mirror', 'mirror_by_reporter', 'unit_value',
      'coverage_calendar'] loop
    for c in
      select x.name, x.says
      from (values
        ('dataset_code', 'The one filter every question needs: datasets are never added.'),
        ('freq', 'M month, Q quarter, S half-year, A year, C cumulative.'),
        ('feed', 'The feed whose files hold the dataset.'),
        ('publisher', 'Who publishes the dataset.'),
        ('period_date', 'First day of the period; to_date is its last.'),
        ('from_date', 'First day of the period.'),
        ('to_date', 'Last day of the period.'),
        ('half_start', 'First day of the half-year.'),
        ('year_no', 'Calendar year of the period''s first day.'),
        ('half_no', '1 or 2.'),
        ('quarter_no', '1 to 4.'),
        ('half_label', '2023-H1; NULL for years and spans.'),
        ('quarter_label', '2023-Q2; NULL for longer periods.'),
        ('month_label', '2023-05; NULL for longer periods.'),
        ('prior_year_date', 'The same period a year before.'),
        ('reporter_code', 'The country that declares.'),
        ('reporter_region_code', 'Region of the reporter, ISO 3166-2; ends in -?? where the source does not say.'),
        ('reporter_region_name', 'Region of the reporter in words.'),
        ('partner_code', 'The country or special partner traded with.'),
        ('partner_name', 'The partner in words.'),
        ('partner_kind', 'country for countries and their regions: only these enter rankings; everything enters totals.'),
        ('partner_region_code', 'Region of the partner, ISO 3166-2; ends in -?? where the source does not say.'),
        ('partner_region_name', 'Region of the partner in words.'),
        ('exporter_code', 'The country the goods left.'),
        ('importer_code', 'The country the goods reached.'),
        ('region_name', 'The region in words.'),
        ('content_scope', 'Empty where the file holds all products, regions and procedures; else the part it holds, which must not be read as the whole.'),
        ('flow_code', 'X exports or M imports.'),
        ('nomenclature', 'HS, TNVED, CNHS or SITC.'),
        ('edition', 'Edition of the nomenclature; a code without it means nothing.'),
        ('product_code', 'Code as reported.'),
        ('product_name', 'The product in words.'),
        ('hs2_code', 'HS chapter; NULL outside HS.'),
        ('hs4_code', 'HS heading; NULL outside HS.'),
        ('hs6_code', 'HS subheading; NULL outside HS.'),
        ('export_usd', 'Exports, US dollars, as a rule FOB; 0 where covered without trade, NULL where not covered or not complete.'),
        ('import_usd', 'Imports, US dollars, as a rule CIF; 0 where covered without trade, NULL where not covered or not complete.'),
        ('turnover_usd', 'Exports plus imports, US dollars, FOB and CIF mixed; NULL unless both flows are covered for the whole period.'),
        ('balance_usd', 'Exports minus imports, US dollars, FOB and CIF mixed; NULL unless both flows are covered for the whole period.'),
        ('cover_ratio', 'Exports over imports; NULL without imports and unless both flows are covered for the whole period.'),
        ('has_all_partners', 'Both flows are covered with all partners: sums over partners are the whole. False: only single partners are loaded.'),
        ('has_all_exports', 'Exports are covered with all partners.'),
        ('has_all_imports', 'Imports are covered with all partners.'),
        ('export_edition', 'Edition of the file that exports come from; NULL where they are not covered.'),
        ('import_edition', 'Edition of the file that imports come from; NULL where they are not covered.'),
        ('has_export', 'Exports are covered.'),
        ('has_import', 'Imports are covered.'),
        ('x', 'Exports stored, US dollars.'),
        ('m', 'Imports stored, US dollars.'),
        ('usd', 'US dollars of the period; NULL where not covered.'),
        ('base_usd', 'US dollars of the same period a year before; NULL where not covered.'),
        ('measure', 'export, import or turnover.'),
        ('edition_date', 'Edition of the newest file.'),
        ('published_at', 'When the newest load was published.'),
        ('complete', 'The whole period is covered in both flows; figures are NULL where it is not.')) x (name, says)
      join pg_attribute a on a.attrelid = ('mart.' || v)::regclass and a.attname = x.name
      where col_description(a.attrelid, a.attnum) is null
    loop
      execute format('comment on column mart.%I.%I is %L', v, c.name, c.says);
    end loop;
  end loop;
end $$;
