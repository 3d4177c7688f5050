package dev.tokenry.functions.openapi;

import dev.tokenry.model.Resources;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;

/** Shows the description of this API, which is the same for everyone, to anyone. */
public final class OpenApiHandler extends ApiHandler {

    /** Made of {@code docs/openapi.yaml} by the build. */
    public static final String RESOURCE = "openapi.json";

    private final String document = Resources.readString(OpenApiHandler.class, RESOURCE);

    @Override
    protected ApiResponse handle(ApiRequest request) {
        request.rejectTokenValues();
        return ApiResponse.json(document).withHeader("Cache-Control", "public, max-age=300");
    }
}
