package dev.tokenry.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.model.PresentedToken;
import dev.tokenry.model.SecretDigest;
import dev.tokenry.model.TokenFormat;
import dev.tokenry.model.TokenId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PepperTest {

    private static final byte[] BYTES =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final TokenFormat format =
            new TokenFormat("tk0c01", Set.of("tk0c01", "dt0c01", "abcdefghij99"), new SecureRandom());
    private final Pepper pepper = new Pepper(1, BYTES);

    /**
     * The digests were computed with Python's hmac over "tokenry/secret/v1" 0x00 id 0x00 secret; the pepper has the
     * bytes 0 to 31.
     */
    @ParameterizedTest
    @CsvSource({
        "tk0c01.ABCDEFGHIJKLMNOPQRSTUVWX.YZ234567ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQDXR3DVK,"
                + "1773adb71361d4c689c247ecfbf3aec1e4767724e9d639cffd0db8dc9434162a",
        "dt0c01.ST2EY72KQINMH574WMNVI7YN.G3DFPBEJYMODIDAEX454M7YWBUVEFOWKPRVMWFASS64NFH52PX6BNDVFFC27LPKH,"
                + "7e8edfc709e72ee6b11f94669fa4cd2c4de21dc620d83b5b0493154d4d4302f5",
        "abcdefghij99.QQQQQQQQQQQQQQQQQQQQQQQQ.222222222222222222222222222222222222222222222222222222222DXCD7Z2,"
                + "ab09bafa407c5ab3d5c59ec058db96c9c7900953a11815d59a98026585e6bcab",
    })
    void digest_is_an_hmac_over_domain_id_and_secret(String tokenValue, String digest) {
        PresentedToken token = format.parse(tokenValue).orElseThrow();

        assertThat(pepper.digest(token.id(), token.secret()))
                .isEqualTo(new SecretDigest(1, HexFormat.of().parseHex(digest)));
    }

    @Test
    void check_value_is_a_separate_hmac() {
        assertThat(pepper.checkValue())
                .asHexString()
                .isEqualToIgnoringCase("4dbc0b662b9043db529d495b843ece6a8e8600a3ca3b7a0b1a8d7405247cf311");
    }

    @Test
    void digest_depends_on_id_secret_pepper_and_version() {
        PresentedToken token = format.mint();
        PresentedToken otherSecret = format.mint(token.id());
        TokenId otherId = format.mint().id();
        byte[] otherBytes = BYTES.clone();
        otherBytes[31] ^= 1;
        SecretDigest digest = pepper.digest(token.id(), token.secret());

        assertThat(pepper.digest(token.id(), token.secret())).isEqualTo(digest);
        assertThat(pepper.digest(otherId, token.secret())).isNotEqualTo(digest);
        assertThat(pepper.digest(token.id(), otherSecret.secret())).isNotEqualTo(digest);
        assertThat(new Pepper(1, otherBytes).digest(token.id(), token.secret())).isNotEqualTo(digest);
        assertThat(new Pepper(2, BYTES).digest(token.id(), token.secret())).isNotEqualTo(digest);
    }

    @Test
    void matches_only_its_own_check_value() {
        byte[] tooShort = Arrays.copyOf(pepper.checkValue(), 31);
        byte[] tooLong = Arrays.copyOf(pepper.checkValue(), 33);
        byte[] changed = pepper.checkValue();
        changed[0] ^= 1;

        assertThat(pepper.matches(pepper.checkValue())).isTrue();
        assertThat(pepper.matches(changed)).isFalse();
        assertThat(pepper.matches(tooShort)).isFalse();
        assertThat(pepper.matches(tooLong)).isFalse();
        assertThat(pepper.matches(new byte[0])).isFalse();
        assertThat(pepper.matches(BYTES)).isFalse();
    }

    @Test
    void to_string_reveals_nothing() {
        String hex = HexFormat.of().formatHex(BYTES);

        assertThat(Stream.of(
                        hex,
                        hex.substring(0, 16),
                        Base64.getEncoder().encodeToString(BYTES).substring(0, 16),
                        Arrays.toString(BYTES).substring(1, 20),
                        HexFormat.of().formatHex(pepper.checkValue()).substring(0, 16)))
                .noneMatch(pepper.toString()::contains);
        assertThat(pepper).hasToString("Pepper[version 1, not shown]");
    }

    @Test
    void pepper_is_copied_from_the_given_bytes() {
        byte[] bytes = BYTES.clone();
        Pepper created = new Pepper(1, bytes);
        Arrays.fill(bytes, (byte) 0);

        assertThat(created.checkValue()).isEqualTo(pepper.checkValue());
    }

    @Test
    void pepper_requires_32_bytes_and_a_positive_version() {
        for (int length : new int[] {0, 16, 31, 33, 64}) {
            assertThatThrownBy(() -> new Pepper(1, new byte[length])).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Pepper(0, BYTES)).isInstanceOf(IllegalArgumentException.class);
    }
}
