"""The same rows by pandas and COPY: what a data scientist would write. Server and login come from the PG* variables."""
import io
import sys

import pandas as pd
import psycopg2

COLUMNS = {
    "period": str, "reporterCode": str, "flowCode": str, "partnerCode": str, "classificationCode": str, "cmdCode": str,
    "customsCode": str, "motCode": str, "qtyUnitCode": str, "qty": str, "netWgt": str, "isNetWgtEstimated": str,
    "cifvalue": str, "fobvalue": str, "primaryValue": str,
}

connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("set session_replication_role = " + sys.argv[2])


def keys(query):
    cursor.execute(query)
    return {row[0]: row[1] for row in cursor.fetchall()}


areas = keys("select code, area_key from public.m49")
products = keys("select edition || code, product_key from dw.dim_product where nomenclature = 'HS'")
flows = keys("select flow_code, flow_key from dw.dim_flow")
terms = keys("select valuation, terms_key from dw.dim_terms where (procedure_code, transport_code, trade_system) = ('C00', '0', 'n/a')")
states = keys("""select net_weight_estimated::text, status_key from dw.dim_status where (obs_status, conf_status, row_kind) = ('A', 'F', 'leaf')
    and not (usd_derived or gross_weight_estimated or quantity_estimated or quantity2_estimated)""")
pieces = keys("select 'NO', unit_key from dw.dim_unit where unit_code = 'NO'")["NO"]

names = pd.read_csv(sys.argv[1], nrows=0, encoding="windows-1252").columns.tolist()
chunks = pd.read_csv(sys.argv[1], names=names + ["end"], skiprows=1, usecols=list(COLUMNS), dtype=COLUMNS, keep_default_na=False,
                     encoding="windows-1252", chunksize=250_000)
for rows in chunks:
    rows = rows[(rows.partnerCode != "0") & (rows.customsCode == "C00") & (rows.motCode == "0")]
    known = rows.partnerCode.isin(list(areas))
    number = rows.primaryValue.str.fullmatch(r"\d+(\.\d{1,3})?")
    bad = rows[~(known & number)]
    for place, row in bad.iterrows():
        cursor.execute("insert into public.reject (row_no, code, value) values (%s, %s, %s)",
                       (place + 2, "unknown partner" if row.partnerCode not in areas else "not a number", row.partnerCode))
    rows = rows[known & number]
    counted = rows.qtyUnitCode == "5"
    facts = pd.DataFrame({
        "value_usd": rows.primaryValue,
        "cif_usd": rows.cifvalue,
        "fob_usd": rows.fobvalue,
        "net_weight_kg": rows.netWgt,
        "quantity": rows.qty.where(counted, ""),
        "product_key": (rows.classificationCode + rows.cmdCode).map(products),
        "period_date": rows.period.str[:4] + "-" + rows.period.str[4:] + "-01",
        "load_key": 1,
        "source_row": rows.index + 2,
        "dataset_key": 1,
        "scope_key": 0,
        "reporter_key": rows.reporterCode.map(areas),
        "partner_key": rows.partnerCode.map(areas),
        "flow_key": rows.flowCode.map(flows),
        "terms_key": (rows.cifvalue == rows.primaryValue).map({True: terms["CIF"], False: terms["FOB"]}),
        "unit_key": counted.map({True: pieces, False: 0}),
        "status_key": rows.isNetWgtEstimated.map(states),
    })
    text = io.StringIO()
    facts.to_csv(text, index=False, header=False)
    text.seek(0)
    cursor.copy_expert("copy dw.fact_trade (%s) from stdin (format csv)" % ", ".join(facts.columns), text)
connection.commit()
