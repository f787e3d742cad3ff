package org.tradehouse.reference;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.List;

/** The reference files that come with the product, {@code sql/reference/*.csv} on the class path. */
final class Seeds {
    /** Every file whose content is part of {@link #version()}. */
    static final List<String> FILES = List.of(
            "area.csv",
            "area_alias.csv",
            "area_code.csv",
            "area_hint.csv",
            "bloc.csv",
            "bloc_member.csv",
            "chapter.csv",
            "currency.csv",
            "currency_word.csv",
            "fx_rate.csv",
            "product_group.csv",
            "product_group_rule.csv",
            "section.csv",
            "target.csv",
            "unit.csv",
            "unit_base.csv",
            "unit_code.csv");

    private Seeds() {}

    static List<NamedCsvRecord> rows(String file) {
        String text = new String(bytes(file), StandardCharsets.UTF_8);
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(text)) {
            return rows.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A blank date is open: the first or last day there is. */
    static LocalDate date(String text, LocalDate open) {
        return text.isEmpty() ? open : LocalDate.parse(text);
    }

    /** The first eight bytes of the SHA-256 of all files. */
    static long version() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String file : FILES) {
                digest.update(bytes(file));
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = Seeds.class.getResourceAsStream("/sql/reference/" + file)) {
            if (in == null) {
                throw new IllegalStateException(
                        "reference file sql/reference/" + file + " is missing from the product; install it again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
