package org.tradehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitTest {
    @Test
    void ofSeveralRunsTheGravestCounts() {
        assertThat(Exit.of(List.of(0, 3, 1, 5))).isEqualTo(1);
        assertThat(Exit.of(List.of(0, 6, 3))).isEqualTo(6);
        assertThat(Exit.of(List.of(0, 5))).isZero();
        assertThat(Exit.of(List.of(5, 5))).isEqualTo(5);
        assertThat(Exit.of(List.of(143))).isEqualTo(143);
    }
}
