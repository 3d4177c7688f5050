package dev.tokenry.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-03-18T10:37:42Z, 2026-03-18T10:37:42.000Z",
        "2026-03-18T10:37:42.5Z, 2026-03-18T10:37:42.500Z",
        "2026-03-18T10:37:42.518999999Z, 2026-03-18T10:37:42.518Z",
        "2026-03-18T10:37:00Z, 2026-03-18T10:37:00.000Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
    })
    void always_formats_three_fraction_digits_and_z(Instant instant, String expected) {
        assertThat(Timestamps.format(instant)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "th-TH-u-ca-buddhist", "fa-IR"})
    void does_not_depend_on_the_locale(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(Timestamps.format(DateParsing.NOW)).isEqualTo("2026-03-18T10:37:42.518Z");
        } finally {
            Locale.setDefault(before);
        }
    }
}
