package dev.tokenry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerTest {

    private final List<Peer> peers = Peer.readAll(Path.of("peers"));

    PeerTest() throws Exception {}

    @Test
    void every_peer_says_where_its_tokens_are_and_what_it_checks() {
        assertThat(peers).extracting(Peer::name).hasSizeGreaterThan(5).doesNotHaveDuplicates();
        assertThat(peers)
                .allSatisfy(peer -> assertThat(List.of(peer.store(), peer.checks(), peer.valid()))
                        .noneMatch(String::isBlank));
    }

    @Test
    void variables_have_their_values_in_the_bytes_of_a_request() {
        Peer.Request request = new Peer.Request(
                null, null, "/verify", Map.of("Authorization", "Api-Token {credential}"), "{\"key\":\"{token}\"}");

        assertThat(new String(request.bytes(Map.of("credential", "c1", "token", "tö")), StandardCharsets.UTF_8))
                .isEqualTo("POST /verify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 13\r\n"
                        + "Authorization: Api-Token c1\r\n\r\n{\"key\":\"tö\"}");
    }
}
