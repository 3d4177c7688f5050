package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenry.error.InvalidValueException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpBlockTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,                192.0.2.7",
        "192.0.2.7/32,             192.0.2.7",
        "192.0.2.0/24,             192.0.2.0/24",
        "255.255.255.255,          255.255.255.255",
        "128.0.0.0/1,              128.0.0.0/1",
        "::ffff:192.0.2.7,         192.0.2.7",
        "::ffff:c000:0207,         192.0.2.7",
        "::ffff:192.0.2.0/120,     192.0.2.0/24",
        "2001:DB8::1,              2001:db8::1",
        "2001:db8:0:0:0:0:0:0/32,  2001:db8::/32",
        "2001:db8::/128,           2001:db8::",
        "::1,                      ::1",
        "8000::/1,                 8000::/1",
        "1::,                      1::",
        // RFC 5952 §4.2.2 and §4.2.3: one zero group stays, and the first of two equal runs is shortened
        "2001:db8:0:1:1:1:1:1,     2001:db8:0:1:1:1:1:1",
        "2001:db8:0:0:1:0:0:1,     2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1,       2001:0:0:1::1",
        "10:0:0:0:100:0:0:0,       10::100:0:0:0",
        "fe80::20:0:0,             fe80::20:0:0",
    })
    void block_is_printed_in_canonical_form(String text, String canonical) throws InvalidValueException {
        IpBlock block = IpBlockParser.parse(text);

        assertThat(block).hasToString(canonical);
        assertThat(IpBlockParser.parse(canonical)).isEqualTo(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "tokenry.example",
                "localhost",
                "010.0.0.1",
                "1.2.3",
                "1",
                "0x7f.0.0.1",
                "256.0.0.1",
                "1.2.3.4 ",
                "1.2.3.4/",
                "/24",
                "1.2.3.4/33",
                "1.2.3.4/-1",
                "1.2.3.4/024",
                "1.2.3.4/+4",
                "1.2.3.4/24/8",
                "1.2.3.4-1.2.3.9",
                "1.2.3.4/255.255.255.0",
                "fe80::1%eth0",
                "fe80::%1/64",
                "[::1]",
                "::1/129",
                ":::",
                "1::2::3",
                "::g",
                "1.2.3.4:80",
                "١.2.3.4",
                "1.2.3.4/١",
                "*",
                "192.0.2.*",
                "::1/99999999999999999999"
            })
    void text_that_is_no_address_is_rejected(String text) {
        assertThat(reason(text)).isEqualTo("invalid-address");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7/24,         192.0.2.0/24",
        "10.1.0.0/8,           10.0.0.0/8",
        "2001:db8::1/32,       2001:db8::/32",
        "2001:db8::1/127,      2001:db8::/127",
        "::ffff:192.0.2.7/120, 192.0.2.0/24",
        "192.0.2.1/0,          0.0.0.0/0",
        "::ffff:192.0.2.0/24,  192.0.2.0/24",
        "::ffff:192.0.2.7/24,  192.0.2.0/24",
        "::ffff:192.0.2.7/64,  192.0.2.7",
    })
    void block_with_bits_after_the_prefix_is_rejected_with_the_one_that_is_meant(String text, String meant) {
        assertThatThrownBy(() -> IpBlockParser.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("must not have bits set after the prefix; did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "::/0", "::ffff:0:0/96", "::ffff:0.0.0.0/96"})
    void block_of_every_address_is_rejected(String text) {
        assertThat(reason(text)).isEqualTo("all-addresses");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/1 128.0.0.0/1,                          true",
        "128.0.0.0/1 192.0.2.0/24 64.0.0.0/2 0.0.0.0/2,  true",
        "::/1 8000::/1,                                  true",
        "8000::/1 ::/2 4000::/2 192.0.2.7,               true",
        "0.0.0.0/1 192.0.0.0/2,                          false",
        "0.0.0.0/1 8000::/1,                             false",
        "::/1 192.0.2.7,                                 false",
        ",                                               false",
    })
    void blocks_can_contain_every_address_together(@Nullable String blocks, boolean expected)
            throws InvalidValueException {
        assertThat(allowedIps(blocks).containEveryAddress()).isEqualTo(expected);
    }

    @Test
    void all_blocks_but_one_address_do_not_contain_every_address() throws InvalidValueException {
        List<IpBlock> rest = new ArrayList<>();
        IpBlock block = IpBlockParser.parse("192.0.0.0/16").withPrefixLength(96);
        while (rest.size() < AllowedIps.MAX_BLOCKS - 1) {
            rest.add(block.halves().getLast());
            block = block.halves().getFirst();
        }

        assertThat(new AllowedIps(rest).containEveryAddress()).isFalse();
        rest.add(block);
        assertThat(new AllowedIps(rest).containEveryAddress()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // blocks, source address, whether the token can be used
        "192.0.2.0/24,            192.0.2.0,          true",
        "192.0.2.0/24,            192.0.2.255,        true",
        "192.0.2.0/24,            192.0.3.0,          false",
        "192.0.2.0/24,            ::ffff:192.0.2.9,   true",
        "192.0.2.0/24,            ::ffff:c000:0209,   true",
        "192.0.2.0/24,            ::192.0.2.9,        false",
        "192.0.2.7,               192.0.2.7,          true",
        "192.0.2.7,               192.0.2.8,          false",
        "192.0.2.7/31,            192.0.2.6,          -",
        "2001:db8::/32,           2001:db8:ffff::1,   true",
        "2001:db8::/33,           2001:db8:8000::,    false",
        "2001:db8::/65,           2001:db8::8000:0:0:0, false",
        "2001:db8::/65,           2001:db8::7fff:0:0:1, true",
        // an IPv6 block contains no IPv4 address
        "::/64,                   192.0.2.7,          false",
        "::/64,                   ::7,                true",
        "192.0.2.7 2001:db8::/32, 2001:db8::1,        true",
        "192.0.2.7,               ,                   false",
        "192.0.2.7,               not an address,     false",
        "192.0.2.7,               '192.0.2.7, 1.1.1.1', false",
        "192.0.2.7,               192.0.2.7:443,      false",
        "2001:db8::/32,           2001:db8::1%eth0,   false",
        ",                        ,                   true",
        ",                        not an address,     true",
    })
    void token_can_be_used_from_the_addresses_of_its_blocks(
            @Nullable String blocks, @Nullable String address, String expected) throws InvalidValueException {
        if (expected.equals("-")) {
            assertThat(reason(blocks)).isEqualTo("invalid-address");
        } else {
            assertThat(allowedIps(blocks).contain(address)).isEqualTo(Boolean.parseBoolean(expected));
        }
    }

    @ParameterizedTest
    @CsvSource({
        // addresses, others, those that both contain
        "192.0.2.0/24,                ,                              192.0.2.0/24",
        "192.0.2.0/24,                192.0.2.7 198.51.100.1,        192.0.2.7",
        "192.0.2.0/24 198.51.100.1,   192.0.2.7 198.51.100.0/24,     192.0.2.7 198.51.100.1",
        "192.0.2.0/24,                198.51.100.0/24,               none",
        "2001:db8::/32,               192.0.2.7,                     none",
    })
    void addresses_in_common(String addresses, @Nullable String others, String expected) throws InvalidValueException {
        for (var common : List.of(
                allowedIps(addresses).intersect(allowedIps(others)),
                allowedIps(others).intersect(allowedIps(addresses)))) {
            assertThat(common.map(it -> String.join(
                                    " ", it.format().stream().sorted().toList()))
                            .orElse("none"))
                    .isEqualTo(expected);
        }
    }

    @Test
    void bytes_are_those_of_the_blocks() throws InvalidValueException {
        AllowedIps addresses = allowedIps("192.0.2.0/24 2001:db8::1 2001:db8:1::/48");

        assertThat(addresses.toByteArray()).hasSize(3 * 17);
        assertThat(AllowedIps.ofBytes(addresses.toByteArray())).isEqualTo(addresses);
    }

    @Test
    void other_bytes_are_rejected() {
        byte[] hostBits = new byte[17];
        hostBits[15] = 1;
        byte[] length = new byte[17];
        length[16] = (byte) 129;
        byte[] everyAddress = new byte[17];
        for (byte[] bytes : List.of(new byte[0], new byte[16], new byte[18], hostBits, length, everyAddress)) {
            assertThatThrownBy(() -> AllowedIps.ofBytes(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static AllowedIps allowedIps(@Nullable String blocks) throws InvalidValueException {
        List<IpBlock> parsed = new ArrayList<>();
        for (String block : blocks == null ? new String[0] : blocks.split(" ")) {
            parsed.add(IpBlockParser.parse(block));
        }
        return new AllowedIps(parsed);
    }

    private static @Nullable String reason(@Nullable String text) {
        InvalidValueException rejected =
                catchThrowableOfType(InvalidValueException.class, () -> IpBlockParser.parse(String.valueOf(text)));
        return rejected == null ? null : rejected.reason().value();
    }
}
