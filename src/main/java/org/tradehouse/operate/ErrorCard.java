package org.tradehouse.operate;

/**
 * Why a run needs a person, in the order a person asks: what happened, where, what readers of reports see now, what to do.
 *
 * @param what code and one plain sentence
 * @param where file, sheet, rows, column and value; empty where there is no place
 * @param loaded how far it came
 * @param readers what reports show now
 * @param next exactly one step that can be pasted
 * @param nextIs why this step, e.g. the nearest match of an unknown name; may be empty
 */
public record ErrorCard(
        RunLine run, String what, String where, String loaded, String readers, String next, String nextIs) {}
