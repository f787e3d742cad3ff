package org.tradehouse.trade;

/** Direction of trade seen from the reporter. Only X and M make turnover, the others are parts of them (semantics 1.2). */
public enum Flow {
    X(1, "Exports", "X"),
    M(2, "Imports", "M"),
    RX(3, "Re-exports", "X"),
    RM(4, "Re-imports", "M"),
    DX(5, "Domestic exports", "X"),
    FM(6, "Foreign imports", "M"),
    XIP(7, "Exports after inward processing", "X"),
    XOP(8, "Exports for outward processing", "X"),
    MIP(9, "Imports for inward processing", "M"),
    MOP(10, "Imports after outward processing", "M");

    private final short key;
    private final String title;
    private final String direction;

    Flow(int key, String title, String direction) {
        this.key = (short) key;
        this.title = title;
        this.direction = direction;
    }

    /** Key in {@code dw.dim_flow}; fixed for ever. */
    public short key() {
        return key;
    }

    /** English name. */
    public String title() {
        return title;
    }

    /** X or M: the flow this one is part of, or itself. */
    public Flow direction() {
        return valueOf(direction);
    }

    /** True for exports and imports themselves. */
    public boolean isTurnover() {
        return key <= 2;
    }
}
