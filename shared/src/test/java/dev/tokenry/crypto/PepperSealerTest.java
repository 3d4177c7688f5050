package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.SecretDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PepperSealerTest {

    private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/";

    private final FakePepperSource source = new FakePepperSource();

    /** The seals were computed with Python's hmac; the pepper has the bytes 0 to 31. */
    @ParameterizedTest
    @CsvSource({
        "trust#ci,text,744c70829e2fb0cbdb9ad787fba794f9dda80a88f3413224f842e6fedb7ab2c5",
        "issuer#gh,café 🔒,9927c96c7b3801569b5b119ad697c6cd322a888399cde9e2bd25eb5220b33cb2",
    })
    void seal_is_an_hmac_over_key_and_text_with_a_derived_key(String key, String text, String seal) {
        Pepper pepper = new Pepper(
                1, HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

        assertThat(pepper.seal(key, text))
                .isEqualTo(new SecretDigest(1, HexFormat.of().parseHex(seal)));
    }

    @Test
    void seal_fits_its_key_text_and_version_alone() {
        PepperSealer sealer = sealer(1, 1, 2);
        SecretDigest seal = sealer.seal("trust#ci", "text");
        byte[] changed = seal.toByteArray();
        changed[31] ^= 1;

        assertThat(sealer.isIntact("trust#ci", "text", seal)).isTrue();
        assertThat(sealer.isIntact("trust#c", "text", seal)).isFalse();
        assertThat(sealer.isIntact("trust#ci", "text ", seal)).isFalse();
        assertThat(sealer.isIntact("trust#cit", "ext", seal)).isFalse();
        assertThat(sealer.isIntact("trust#ci", "text", new SecretDigest(1, changed)))
                .isFalse();
        assertThat(sealer.isIntact("trust#ci", "text", new SecretDigest(2, seal.toByteArray())))
                .isFalse();
    }

    @Test
    void new_seals_have_the_current_version_and_others_are_verified_with_theirs() {
        SecretDigest old = sealer(1, 1).seal("trust#ci", "text");
        PepperSealer rotated = sealer(2, 1, 2);

        assertThat(rotated.seal("trust#ci", "text").pepperVersion()).isEqualTo(2);
        assertThat(rotated.isIntact("trust#ci", "text", old)).isTrue();
        assertThat(rotated.isIntact("trust#ci", "text", rotated.seal("trust#ci", "text")))
                .isTrue();
    }

    @Test
    void seal_of_a_version_without_a_key_is_no_result() {
        SecretDigest old = sealer(1, 1).seal("trust#ci", "text");
        PepperSealer rotated = sealer(2, 2);

        assertThatExceptionOfType(ServiceUnavailableException.class)
                .isThrownBy(() -> rotated.isIntact("trust#ci", "text", old));
    }

    @Test
    void unavailable_pepper_is_no_result() {
        PepperSealer sealer = sealer(1, 1);
        SecretDigest seal = new SecretDigest(1, new byte[SecretDigest.BYTES]);
        for (FakePepperSource.Behaviour behaviour : List.of(
                FakePepperSource.Behaviour.REJECTED,
                FakePepperSource.Behaviour.WRONG_PEPPER,
                FakePepperSource.Behaviour.UNAVAILABLE)) {
            source.behaviour = behaviour;

            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> sealer.seal("trust#ci", "text"));
            assertThatExceptionOfType(ServiceUnavailableException.class)
                    .isThrownBy(() -> sealer.isIntact("trust#ci", "text", seal));
        }
    }

    private PepperSealer sealer(int current, Integer... versions) {
        Map<Integer, String> keys =
                Arrays.stream(versions).collect(Collectors.toMap(version -> version, version -> ARN + version));
        return new PepperSealer(new PepperCache(
                source, new PepperKeys(keys, current), source::checkValue, InstantSource.fixed(Instant.EPOCH)));
    }
}
