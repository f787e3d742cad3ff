package org.tradehouse.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.tradehouse.load.LoadException;

class FailureTest {
    @Test
    void aRefusalInOurWordsIsNotReplacedByTheExceptionThatLedToIt() {
        var cut = new LoadException(
                "TH-1005", "a.xlsx is cut off", "get it again", new ZipException("zip END header not found"));
        assertThat(Failure.of(new IllegalStateException(cut)))
                .isEqualTo(new Failure("TH-1005", "a.xlsx is cut off", "get it again", false, false));
        var full = new LoadException(
                "TH-1013",
                "disk full",
                "free some space",
                new FileSystemException("a", null, "No space left on device"));
        assertThat(Failure.of(full).code()).isEqualTo("TH-1013");
    }

    @Test
    void theInnermostOfForeignExceptionsSpeaksWhereNoneIsOurs() {
        var inner = new SQLException("deadlock detected", "40P01");
        assertThat(Failure.of(new IllegalStateException(new IOException("outer", inner)))
                        .code())
                .isEqualTo("TH-5040");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNoFileThatCannotBeRead() {
        var away = new SQLException(
                "Connection to localhost:5432 refused", "08001", new ConnectException("Connection refused"));
        assertThat(Failure.of(new IllegalStateException(new IOException("outer", away))))
                .isEqualTo(new Failure(
                        "TH-5001", "the database went away: Connection to localhost:5432 refused", "", true, true));
    }
}
