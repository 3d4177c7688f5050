package dev.tokenry.exchange.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.exchange.TestKeys;
import dev.tokenry.exchange.encoding.StrictBase64Url;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetParserTest {

    private static final String MODULUS = modulus(2048);

    /** The key of RFC 7517, appendix A.1. */
    private static final String P256 = "\"kty\":\"EC\",\"crv\":\"P-256\","
            + "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"alg\":\"RS256\"",
                ",\"use\":\"sig\"",
                ",\"key_ops\":[\"verify\"]",
                ",\"x5c\":[\"AAAA\"],\"x5t\":\"AAAA\"",
                ",\"further\":{\"a\":[1]}"
            })
    void rsa_key_without_another_algorithm_is_for_rs256(String members) {
        assertThat(algorithm(rsa(MODULUS, "AQAB", members))).contains(SignatureAlgorithm.RS256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
    void rsa_key_is_for_its_own_algorithm(String name) {
        assertThat(algorithm(rsa(MODULUS, "AQAB", ",\"alg\":\"" + name + "\"")))
                .contains(SignatureAlgorithm.valueOf(name));
    }

    @Test
    void curve_decides_the_algorithm() {
        assertThat(algorithm("{\"kid\":\"a\"," + P256 + "}")).contains(SignatureAlgorithm.ES256);
        assertThat(algorithm("{\"kid\":\"a\",\"alg\":\"ES256\"," + P256 + "}")).contains(SignatureAlgorithm.ES256);
        assertThat(TestKeys.keySet().find("p384").orElseThrow().algorithm()).isEqualTo(SignatureAlgorithm.ES384);
    }

    static Stream<Arguments> skipped() {
        return Stream.of(
                Arguments.of("symmetric", "{\"kid\":\"a\",\"kty\":\"oct\",\"k\":\"AAAA\",\"alg\":\"HS256\"}"),
                Arguments.of(
                        "Ed25519",
                        "{\"kid\":\"a\",\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"),
                Arguments.of("no kty", "{\"kid\":\"a\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}"),
                Arguments.of("no kid", "{\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}"),
                Arguments.of("kid is a number", "{\"kid\":1,\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}"),
                Arguments.of("kid is empty", "{\"kid\":\"\",\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}"),
                Arguments.of("for encryption", rsa(MODULUS, "AQAB", ",\"use\":\"enc\"")),
                Arguments.of("use is not a string", rsa(MODULUS, "AQAB", ",\"use\":[\"sig\"]")),
                Arguments.of("not for verification", rsa(MODULUS, "AQAB", ",\"key_ops\":[\"encrypt\"]")),
                Arguments.of("key_ops is a string", rsa(MODULUS, "AQAB", ",\"key_ops\":\"verify\"")),
                Arguments.of("algorithm for encryption", rsa(MODULUS, "AQAB", ",\"alg\":\"RSA-OAEP\"")),
                Arguments.of("symmetric algorithm", rsa(MODULUS, "AQAB", ",\"alg\":\"HS256\"")),
                Arguments.of("algorithm none", rsa(MODULUS, "AQAB", ",\"alg\":\"none\"")),
                Arguments.of("algorithm is null", rsa(MODULUS, "AQAB", ",\"alg\":null")),
                Arguments.of("algorithm of a curve", rsa(MODULUS, "AQAB", ",\"alg\":\"ES256\"")),
                Arguments.of("with its private part", rsa(MODULUS, "AQAB", ",\"d\":\"AQAB\"")),
                Arguments.of("RSA of 2,047 bits", rsa(modulus(2047), "AQAB", "")),
                Arguments.of("RSA of 1,024 bits", rsa(modulus(1024), "AQAB", "")),
                Arguments.of("RSA of 4,097 bits", rsa(modulus(4097), "AQAB", "")),
                Arguments.of("even modulus", rsa(encode(number(2048).clearBit(0)), "AQAB", "")),
                Arguments.of("exponent 1", rsa(MODULUS, "AQ", "")),
                Arguments.of("exponent 3", rsa(MODULUS, "Aw", "")),
                Arguments.of("even exponent", rsa(MODULUS, "AQAC", "")),
                Arguments.of("exponent of 33 bits", rsa(MODULUS, "AQAAAAE", "")),
                Arguments.of("modulus with padding", rsa(MODULUS + "==", "AQAB", "")),
                Arguments.of("modulus is not base64url", rsa("+" + MODULUS.substring(1), "AQAB", "")),
                Arguments.of("no modulus", "{\"kid\":\"a\",\"kty\":\"RSA\",\"e\":\"AQAB\"}"),
                Arguments.of("no exponent", "{\"kid\":\"a\",\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\"}"),
                Arguments.of("RSA with a curve as kty", "{\"kid\":\"a\",\"kty\":\"EC\",\"n\":\"" + MODULUS + "\"}"),
                Arguments.of("curve P-521", "{\"kid\":\"a\"," + P256.replace("P-256", "P-521") + "}"),
                Arguments.of("curve secp256k1", "{\"kid\":\"a\"," + P256.replace("P-256", "secp256k1") + "}"),
                Arguments.of("coordinates of another curve", "{\"kid\":\"a\"," + P256.replace("P-256", "P-384") + "}"),
                Arguments.of("other algorithm", "{\"kid\":\"a\",\"alg\":\"ES384\"," + P256 + "}"),
                Arguments.of("RSA algorithm", "{\"kid\":\"a\",\"alg\":\"RS256\"," + P256 + "}"),
                Arguments.of("not on the curve", "{\"kid\":\"a\"," + P256.replace("\"4Etl", "\"5Etl") + "}"),
                Arguments.of("coordinate too short", "{\"kid\":\"a\"," + P256.replace("4Etl6S", "6S") + "}"),
                Arguments.of(
                        "zero point",
                        "{\"kid\":\"a\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + "A".repeat(43) + "\",\"y\":\""
                                + "A".repeat(43) + "\"}"),
                Arguments.of(
                        "coordinate above the prime",
                        "{\"kid\":\"a\",\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + "_".repeat(42) + "8\",\"y\":\""
                                + "_".repeat(42) + "8\"}"),
                Arguments.of("not an object", "1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("skipped")
    void key_that_cannot_be_used_is_skipped(String name, String jwk) {
        assertThat(parse("{\"keys\":[" + jwk + "]}")).isEmpty();
        assertThat(parse("{\"keys\":[" + jwk + "," + TestKeys.jwk() + "]}")
                        .orElseThrow()
                        .keys())
                .extracting(VerificationKey::keyId)
                .containsExactly("rsa");
    }

    @Test
    void keys_that_share_an_id_are_both_skipped() {
        String first = "{\"kid\":\"a\"," + P256 + "}";
        String second = rsa(MODULUS, "AQAB", "");

        assertThat(parse("{\"keys\":[" + first + "," + second + "," + TestKeys.jwk() + "]}")
                        .orElseThrow()
                        .keys())
                .extracting(VerificationKey::keyId)
                .containsExactly("rsa");
        assertThat(parse("{\"keys\":[" + first + "," + first + "," + first + "]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "[]", "{\"keys\":[]}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":[],\"keys\":[]}"
            })
    void document_without_keys_is_no_key_set(String document) {
        assertThat(parse(document)).isEmpty();
    }

    @Test
    void number_of_keys_is_limited() {
        assertThat(parse(keys(50)).orElseThrow().keys()).hasSize(50);
        assertThat(parse(keys(51))).isEmpty();
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"kid\":\"" + i + "\"," + P256 + "}")
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    private static Optional<SignatureAlgorithm> algorithm(String jwk) {
        return parse("{\"keys\":[" + jwk + "]}").flatMap(set -> set.find("a")).map(VerificationKey::algorithm);
    }

    private static Optional<KeySet> parse(String document) {
        return KeySetParser.parse(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String rsa(String modulus, String exponent, String members) {
        return "{\"kid\":\"a\",\"kty\":\"RSA\",\"n\":\"" + modulus + "\",\"e\":\"" + exponent + "\"" + members + "}";
    }

    private static String modulus(int bits) {
        return encode(number(bits));
    }

    private static BigInteger number(int bits) {
        return new BigInteger(bits, new Random(1)).setBit(bits - 1).setBit(0);
    }

    private static String encode(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return StrictBase64Url.encode(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
