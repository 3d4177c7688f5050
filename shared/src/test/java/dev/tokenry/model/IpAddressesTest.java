package dev.tokenry.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "127.0.0.1",
                "203.0.113.7",
                "255.255.255.255",
                "::",
                "::1",
                "2001:db8::7334",
                "2001:DB8::7334",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
                "::ffff:203.0.113.7",
                "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
            })
    void addresses_written_by_a_gateway_are_valid(String text) {
        assertThat(IpAddresses.isAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                ":",
                ":::",
                "1",
                "127.1",
                "1.2.3",
                "1.2.3.4.",
                ".1.2.3.4",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "0x7f.0.0.1",
                "1.2.3.4 ",
                " 1.2.3.4",
                "1.2.3.4\n",
                "1.2.3.4,5.6.7.8",
                "1.2.3.4:443",
                "\u0661.2.3.4",
                "-1.2.3.4",
                "2130706433",
                "[::1]",
                "::1%eth0",
                "::1%1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "::1.2.3",
                "::1.2.3.256",
                "fe80::1\u0000",
                "localhost",
                "example.org",
                "test-invoke-source-ip",
                "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"
            })
    void other_strings_are_not_addresses(String text) {
        assertThat(IpAddresses.isAddress(text)).isFalse();
    }
}
