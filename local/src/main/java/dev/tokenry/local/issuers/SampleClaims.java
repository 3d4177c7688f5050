package dev.tokenry.local.issuers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.emulator.io.EmulatorJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The claims of id tokens of CI systems, as those sign them. */
final class SampleClaims {

    /** The CI systems, whose names are also those of the files. */
    static final List<String> PLATFORMS = List.of("github", "gitlab", "jenkins", "aws", "kubernetes");

    private static final String AUDIENCE_PLACEHOLDER = "{audience}";

    private SampleClaims() {}

    /** Returns the claims of a job that requests a token for this audience. */
    static ObjectNode of(String platform, String audience) {
        String name = platform + ".json";
        try (InputStream file = Objects.requireNonNull(SampleClaims.class.getResourceAsStream(name), name)) {
            String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) EmulatorJson.MAPPER.readTree(json.replace(AUDIENCE_PLACEHOLDER, audience));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
