package dev.tokenry.functions.openapi;

import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Returns the OpenAPI document of this API, without authentication. It is the same for every caller. */
public final class OpenApiHandler extends ApiHandler {

    /** The document in JSON. The build generates it from {@code docs/openapi.yaml}. */
    public static final String RESOURCE = "openapi.json";

    private final String document = readDocument();

    @Override
    protected ApiResponse handle(ApiRequest request) {
        request.rejectTokenValues();
        return ApiResponse.json(document).withHeader("Cache-Control", "public, max-age=300");
    }

    private static String readDocument() {
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
