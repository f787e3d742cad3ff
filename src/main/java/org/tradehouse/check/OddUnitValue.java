package org.tradehouse.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.tradehouse.load.Finding;
import org.tradehouse.load.Severity;
import org.tradehouse.trade.Flow;
import org.tradehouse.trade.Period;

/**
 * A figure whose unit value is far from the usual one.
 *
 * @param place sheet and row
 * @param unit kg, or the supplementary unit
 * @param logValue natural logarithm of its value per unit
 * @param logUsual that of the median
 * @param spread median distance of the logarithms from their median
 * @param figures how many figures the median is of
 * @param group code they share: the product's own, or its HS6, HS4 or HS2
 */
record OddUnitValue(
        String place,
        String reporter,
        Flow flow,
        Period period,
        String partner,
        String product,
        String unit,
        BigDecimal usd,
        double logValue,
        double logUsual,
        double spread,
        long figures,
        String group) {
    /** What a factor of that size is mostly made of (rule U4). */
    private enum Slip {
        THOUSAND(1000, "a mix-up of grams, kilograms and tonnes, or of pieces and thousands"),
        HUNDRED(100, "a decimal point two places off"),
        DOZEN(12, "dozens counted as pieces, or the other way round"),
        TEN(10, "a decimal point one place off");

        private final int factor;
        private final String says;

        Slip(int factor, String says) {
            this.factor = factor;
            this.says = says;
        }

        double distance(double away) {
            return Math.abs(Math.abs(away) - Math.log(factor));
        }
    }

    Finding flag(String dataset) {
        double away = logValue - logUsual;
        String message = place + ": product " + product + " with " + partner + ", " + flow.title() + " "
                + period.label() + ", " + Say.usd(usd) + ": " + each(logValue) + ", usual "
                + each(logUsual) + " (" + Say.count(figures) + " figures of " + group + ")" + looksLike(away) + ".";
        return new Finding("U2", Severity.FLAG, message, reporter, flow, period, 1, usd);
    }

    private String looksLike(double away) {
        Slip nearest = Slip.THOUSAND;
        for (Slip slip : Slip.values()) {
            nearest = slip.distance(away) < nearest.distance(away) ? slip : nearest;
        }
        if (nearest.distance(away) > Math.max(3 * 1.4826 * spread, Math.log(1.15))) {
            return "";
        }
        return "; looks like " + (away > 0 ? "x" : "1/") + nearest.factor + ", " + nearest.says;
    }

    private String each(double log) {
        BigDecimal value = BigDecimal.valueOf(Math.exp(log));
        int digits = Math.max(0, 2 - (int) Math.floor(log / Math.log(10)));
        String said = value.setScale(Math.min(digits, 9), RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
        return said + " USD/" + unit.toLowerCase(Locale.ROOT);
    }
}
