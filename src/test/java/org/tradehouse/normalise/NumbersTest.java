package org.tradehouse.normalise;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tradehouse.feed.Feed;
import org.tradehouse.trade.Field;

class NumbersTest {
    private static final long SEED = 20240315;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "7|7000",
                "-7|-7000",
                "+7|7000",
                "1588852981506.722|1588852981506722",
                "16,536,067,327|16536067327000",
                "1,234.5|1234500",
                "4074670531|4074670531000",
                "0.0005|1",
                "0.00049|0",
                "-0.0005|-1",
                ".5|500",
                "5.|5000",
                "0000000000000000000000012|12000",
                "0.12345678901234567890123|123"
            })
    void figuresAreReadExactlyAndRoundedHalfUp(String text, long thousandths) {
        assertThat(numbers('.', ',', "1").read(text, false)).isEqualTo(thousandths);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "—",
                ".",
                "+",
                "12a",
                "1 234",
                "1,23",
                "1,2345",
                "12,34,567",
                ",123",
                "1234,567",
                "1,234,",
                "1.2.3",
                "1.2,3",
                "1e",
                "e5",
                "--1",
                "N/A",
                "0x10",
                "١٢"
            })
    void anythingElseIsNoNumber(String text) {
        assertThat(numbers('.', ',', "1").read(text, false)).isEqualTo(Numbers.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.12339E+11", "1e5", "-2.5E-3", "1E11"})
    void scientificNotationIsToldFromOtherTexts(String text) {
        assertThat(numbers('.', (char) 0, "1").read(text, false)).isEqualTo(Numbers.SCIENTIFIC);
    }

    @Test
    void aDecimalCommaIsNeverTakenForAThousandsMark() {
        assertThat(numbers('.', ',', "1").read("1376,4", false)).isEqualTo(Numbers.NOT_A_NUMBER);
        assertThat(numbers(',', (char) 0, "1").read("1376,4", false)).isEqualTo(1_376_400);
    }

    @Test
    void aSpaceBetweenThousandsMayBeAnySpace() {
        Numbers numbers = numbers(',', ' ', "1");
        assertThat(numbers.read("1 234 567,8", false)).isEqualTo(1_234_567_800);
        assertThat(numbers.read("1\u00a0234\u202f567,8", false)).isEqualTo(1_234_567_800);
    }

    @Test
    void aStoredNumberHasAPointWhateverTheTextOfTheColumnHas() {
        assertThat(numbers(',', '.', "1").read("1234.5", true)).isEqualTo(1_234_500);
    }

    @Test
    void theFactorIsAppliedBeforeRounding() {
        assertThat(numbers('.', (char) 0, "1000").read("13060205.47911", false)).isEqualTo(13_060_205_479_110L);
        assertThat(numbers('.', (char) 0, "0.001").read("1500", false)).isEqualTo(1_500);
        assertThat(numbers('.', (char) 0, "1000000").read("0.0000005", false)).isEqualTo(500);
    }

    @Test
    void whatNoFigureHoldsIsTooLarge() {
        Numbers numbers = numbers('.', (char) 0, "1");
        assertThat(numbers.read("9007199254740993", false)).isEqualTo(9_007_199_254_740_993_000L);
        assertThat(numbers.read("9007199254740993.001", false)).isEqualTo(Numbers.TOO_LARGE);
        assertThat(numbers.read("9".repeat(300), false)).isEqualTo(Numbers.TOO_LARGE);
        assertThat(numbers('.', (char) 0, "1000").read("-99999999999999", false))
                .isEqualTo(Numbers.TOO_LARGE);
    }

    @Test
    void everyNumberIsReadAsBigDecimalReadsIt() {
        Random random = new Random(SEED);
        List<String> factors = List.of("1", "1000", "1000000", "0.001", "2.5", "10");
        Map<String, Numbers> readers =
                factors.stream().collect(Collectors.toMap(it -> it, it -> numbers('.', ',', it)));
        for (int i = 0; i < 200_000; i++) {
            String factor = factors.get(random.nextInt(factors.size()));
            BigDecimal exact = number(random);
            String text = random.nextBoolean() ? exact.toPlainString() : grouped(exact);
            assertThat(readers.get(factor).read(text, false))
                    .as("'%s' times %s, seed %d", text, factor, SEED)
                    .isEqualTo(expected(exact.multiply(new BigDecimal(factor))));
        }
    }

    private static BigDecimal number(Random random) {
        BigInteger digits = new BigInteger(random.nextInt(70), random);
        BigDecimal exact = new BigDecimal(digits, random.nextInt(8));
        return random.nextInt(4) == 0 ? exact.negate() : exact;
    }

    private static String grouped(BigDecimal exact) {
        String plain = exact.abs().toPlainString();
        int point = plain.indexOf('.') < 0 ? plain.length() : plain.indexOf('.');
        StringBuilder grouped = new StringBuilder(plain);
        for (int at = point - 3; at > 0; at -= 3) {
            grouped.insert(at, ',');
        }
        return (exact.signum() < 0 ? "-" : "") + grouped;
    }

    private static long expected(BigDecimal exact) {
        BigDecimal rounded = exact.setScale(3, RoundingMode.HALF_UP);
        return rounded.abs().compareTo(new BigDecimal("9007199254740993")) > 0
                ? Numbers.TOO_LARGE
                : rounded.unscaledValue().longValueExact();
    }

    private static Numbers numbers(char decimal, char thousands, String factor) {
        return new Numbers(new Feed.Column(
                Field.VALUE,
                List.of(),
                true,
                "",
                Map.of(),
                List.of(),
                decimal,
                thousands,
                new BigDecimal(factor),
                "",
                Set.of(),
                null,
                Set.of(),
                0));
    }
}
