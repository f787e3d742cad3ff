package org.tradehouse.run;

import org.tradehouse.load.Load;

/**
 * A load that {@code ops.load} holds.
 *
 * @param state open, staged, held, published, refused or withdrawn
 */
record KnownLoad(Load load, String state, Inputs inputs) {
    int number() {
        return load.number();
    }
}
