package dev.tokenry.functions.snapshots;

import dev.tokenry.administration.CreateSnapshotUpload;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.SnapshotUpload;
import dev.tokenry.time.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a presigned URL with which a CI system uploads one snapshot to the project that its token is bound to. */
public final class CreateSnapshotHandler extends AuthenticatedApiHandler {

    private final CreateSnapshotUpload createUpload;

    public CreateSnapshotHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateSnapshotHandler(Wiring wiring) {
        createUpload = wiring.createSnapshotUpload();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        SnapshotUpload upload = createUpload.execute(
                actor,
                new CreateSnapshotUpload.Command(
                        request.pathParameter("project"), () -> CreateSnapshotRequestParser.parse(request.body())));
        return ApiResponse.created(toJson(upload));
    }

    private static Map<String, Object> toJson(SnapshotUpload upload) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", upload.id());
        json.put("uploadUrl", upload.url().toString());
        json.put("method", "PUT");
        json.put("headers", upload.headers());
        json.put("expiresAt", Timestamps.format(upload.expiresAt()));
        return json;
    }
}
