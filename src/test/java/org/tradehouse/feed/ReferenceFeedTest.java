package org.tradehouse.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that bring no figures: what they declare, and what is said of their mistakes. */
class ReferenceFeedTest {
    @TempDir
    Path folder;

    @Test
    void aFeedOfRatesNeedsTheColumnsOfItsCurrenciesAndTheDollar() {
        Reference.Rates rates = (Reference.Rates)
                Feeds.read(Path.of("jobs/reference/ecb-rates.yaml")).reference();
        assertThat(rates.headers()).containsExactly("Date", "CNY", "USD");
        Reference.Rates tenge = (Reference.Rates)
                Feeds.read(Path.of("jobs/reference/nbk-rates.yaml")).reference();
        assertThat(tenge.headers()).containsExactly("title", "description", "quant");
        assertThat(tenge.quoted()).containsExactlyInAnyOrder("CNY", "EUR", "RUB", "USD");
    }

    @Test
    void aFeedOfFiguresHasNone() {
        assertThat(Feeds.read(Path.of("jobs/un/un-comtrade.yaml")).reference()).isNull();
    }

    @Test
    void itsMistakesAreToldWithLineAndRemedy() {
        assertThatThrownBy(() -> changed("ecb-rates", "  date: Date\n", ""))
                .hasMessageContaining("nothing says the day of the rates");
        assertThatThrownBy(() -> changed("nbk-rates", "  rate: description\n", ""))
                .hasMessageContaining("one of the columns currency and rate");
        assertThatThrownBy(() -> changed("nbk-rates", ", rows: item", ""))
                .hasMessageContaining("does not say which element is a row");
        assertThatThrownBy(() -> changed("hs-names", "edition: H6, ", ""))
                .hasMessageContaining("nothing says the edition of the names");
        assertThatThrownBy(() -> changed("ecb-rates", "rates:\n", "scope: {partners: all, products: all}\nrates:\n"))
                .hasMessageContaining("unknown key 'scope'");
    }

    private Feed changed(String feed, String from, String to) throws IOException {
        String text = Files.readString(Path.of("jobs/reference", feed + ".yaml"));
        assertThat(text).contains(from);
        return Feeds.read(Files.writeString(folder.resolve(feed + ".yaml"), text.replace(from, to)));
    }
}
