package org.tradehouse.demo;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;

/** A web export of UN Comtrade: 47 header names, 48 fields in every row, windows-1252, World beside its parts. */
final class ComtradeFile {
    private static final String HEADER =
            "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,partnerISO,"
                    + "partnerDesc,partner2Code,partner2ISO,partner2Desc,classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,isLeaf,customsCode,"
                    + "customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,grossWgt,"
                    + "isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,isAggregate";
    private final Path folder;
    private final StringBuilder text = new StringBuilder(HEADER).append("\r\n");

    ComtradeFile(Path folder) {
        this.folder = folder;
    }

    void write() throws IOException {
        var file = folder.resolve("TradeData_demo_CHN_2022.csv");
        if (Files.exists(file)) {
            return;
        }
        flow("M", "Import", 2_715_997_517_261L, 14_819_246_516L);
        flow("X", "Export", 3_593_601_435_602L, 16_355_236_459L);
        Files.write(file, text.toString().getBytes(Charset.forName("windows-1252")));
    }

    /** World and Kazakhstan are published; all others stand in one row "Areas, nes". */
    private void flow(String code, String name, long world, long kazakhstan) {
        row(code, name, "0", "W00", "World", world);
        row(code, name, "398", "KAZ", "Kazakhstan", kazakhstan);
        row(code, name, "899", "_X ", "Areas, nes (demo: all others)", world - kazakhstan);
    }

    private void row(String flow, String flowName, String partner, String iso, String partnerName, long usd) {
        var cif = flow.equals("M") ? Long.toString(usd) : "";
        var fob = flow.equals("X") ? Long.toString(usd) : "";
        for (var cell : new String[] {
            "C",
            "A",
            "20220101",
            "2022",
            "52",
            "2022",
            "156",
            "CHN",
            "China",
            flow,
            flowName,
            partner,
            iso,
            partnerName,
            "0",
            "W00",
            "World",
            "H6",
            "HS",
            "true",
            "TOTAL",
            "All Commodities",
            "0",
            "false",
            "C00",
            "TOTAL CPC",
            "0",
            "0",
            "TOTAL MOT",
            "-1",
            "N/A",
            "0",
            "false",
            "-1",
            "N/A",
            "0",
            "false",
            "0",
            "false",
            "0",
            "false",
            cif,
            fob,
            Long.toString(usd),
            "0",
            "false",
            "true"
        }) {
            text.append('"').append(cell).append("\",");
        }
        text.append("\r\n");
    }
}
