package dev.tokenry.functions.openapi;

import dev.tokenry.functions.api.Answer;
import dev.tokenry.functions.api.OpenEndpoint;
import dev.tokenry.functions.api.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Shows the description of this API, which is the same for everyone, to anyone. */
public final class OpenApiHandler extends OpenEndpoint {

    /** Made of {@code docs/openapi.yaml} by the build. */
    public static final String RESOURCE = "openapi.json";

    private final String document = read();

    @Override
    protected Answer answer(Request request) {
        request.refuseWholeTokens();
        return Answer.written(document).with("Cache-Control", "public, max-age=300");
    }

    private static String read() {
        try (InputStream file = OpenApiHandler.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the package");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
