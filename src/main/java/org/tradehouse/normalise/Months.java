package org.tradehouse.normalise;

import java.util.HashMap;
import java.util.Map;
import org.tradehouse.trade.Words;

/** Months as titles, file names and columns write them: numbers, and words in Russian, English, Chinese and Kazakh. */
final class Months {
    /** No month. */
    static final int NONE = 0;

    /** A line a month; the forms a title uses ("за январь", "в январе", "с января"). */
    private static final String[] NAMES = {
        "январь января январе янв january jan 一月 қаңтар",
        "февраль февраля феврале фев february feb 二月 ақпан",
        "март марта марте мар march mar 三月 наурыз",
        "апрель апреля апреле апр april apr 四月 сәуір",
        "май мая мае may 五月 мамыр",
        "июнь июня июне июн june jun 六月 маусым",
        "июль июля июле июл july jul 七月 шілде",
        "август августа августе авг august aug 八月 тамыз",
        "сентябрь сентября сентябре сен сент september sep sept 九月 қыркүйек",
        "октябрь октября октябре окт october oct 十月 қазан",
        "ноябрь ноября ноябре ноя нояб november nov 十一月 қараша",
        "декабрь декабря декабре дек december dec 十二月 желтоқсан"
    };

    private static final Map<String, Integer> BY_WORD = byWord();

    private Months() {}

    /** 1 to 12; {@link #NONE} where the text names no month. A number is returned as it is, also 13. */
    static int of(String text) {
        String word = Words.fold(text);
        if (isNumber(word)) {
            return Integer.parseInt(word);
        }
        String bare = word.endsWith(".") ? word.substring(0, word.length() - 1) : word;
        return BY_WORD.getOrDefault(bare, NONE);
    }

    private static boolean isNumber(String word) {
        return !word.isEmpty() && word.length() <= 2 && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static Map<String, Integer> byWord() {
        Map<String, Integer> months = new HashMap<>();
        for (int month = 1; month <= NAMES.length; month++) {
            for (String name : NAMES[month - 1].split(" ")) {
                months.put(Words.fold(name), month);
            }
            months.put(month + "月", month);
            months.put("0" + month + "月", month);
        }
        return months;
    }
}
