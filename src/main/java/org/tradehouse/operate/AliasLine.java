package org.tradehouse.operate;

import java.time.Instant;

/** A spelling a person mapped: who, when and why. */
public record AliasLine(
        String feed, String kind, String alias, String code, String createdBy, Instant createdAt, String reason) {}
