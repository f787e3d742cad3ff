--liquibase formatted sql

--changeset warehouse:periods splitStatements:false stripComments:false
insert into dw.dim_period
select m, y * 100 + n, (m + interval '1 month - 1 day')::date, y, h, q, n,
       y || '-H' || h, y || '-Q' || q, to_char(m, 'YYYY-MM'),
       (array['January', 'February', 'March', 'April', 'May', 'June', 'July',
              'August', 'September', 'October', 'November', 'December'])[n],
       make_date(y, h * 6 - 5, 1), make_date(y - 1, n, 1)
from (
  select m, y, n, (n + 5) / 6 as h, (n + 2) / 3 as q
  from (
    select make_date(y, n, 1) as m, y, n
    from generate_series(1962, 2050) y cross join generate_series(1, 12) n
  ) a
) b
order by m;
