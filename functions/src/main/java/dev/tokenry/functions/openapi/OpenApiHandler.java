package dev.tokenry.functions.openapi;

import dev.tokenry.functions.http.ApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.model.Resources;

/** Returns the OpenAPI document of this API, without authentication. It is the same for every caller. */
public final class OpenApiHandler extends ApiHandler {

    /** The document in JSON. The build generates it from {@code docs/openapi.yaml}. */
    public static final String RESOURCE = "openapi.json";

    private final String document = Resources.readString(OpenApiHandler.class, RESOURCE);

    @Override
    protected ApiResponse handle(ApiRequest request) {
        request.rejectTokenValues();
        return ApiResponse.json(document).withHeader("Cache-Control", "public, max-age=300");
    }
}
