package dev.tokenry.emulator.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:8080",
                "LOCALHOST:1",
                "127.0.0.1",
                "127.0.0.1:65535",
                "[::1]",
                "[::1]:8080"
            })
    void names_of_this_machine_are_allowed(String host) {
        assertThat(AllowedHosts.LOOPBACK.allow(List.of(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "localhost.",
                "127.0.0.1.evil.example",
                "127.0.0.2",
                "0.0.0.0",
                "2130706433",
                "0x7f.1",
                "::1",
                "[::]",
                "[::1]x",
                "localhost:port",
                "localhost:8080:8080",
                "user@localhost",
                "localhost,evil.example",
                "localhost evil.example",
                "lоcalhost"
            })
    void other_names_are_rejected(String host) {
        assertThat(AllowedHosts.LOOPBACK.allow(List.of(host))).isFalse();
    }

    @Test
    void exactly_one_header_is_required() {
        assertThat(AllowedHosts.LOOPBACK.allow(List.of())).isFalse();
        assertThat(AllowedHosts.LOOPBACK.allow(List.of("localhost", "localhost")))
                .isFalse();
    }

    @Test
    void another_name_can_be_added() {
        AllowedHosts hosts = AllowedHosts.LOOPBACK.and("Dev.Example");
        assertThat(hosts.allow(List.of("dev.example:8080"))).isTrue();
        assertThat(hosts.allow(List.of("localhost"))).isTrue();
        assertThat(hosts.allow(List.of("dev.example.org"))).isFalse();
    }
}
