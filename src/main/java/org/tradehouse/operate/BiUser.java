package org.tradehouse.operate;

/**
 * A login of a BI tool.
 *
 * @param madeBy who made it and when, as the database keeps it
 * @param sessions connections it has now
 */
public record BiUser(String name, String madeBy, long sessions) {}
