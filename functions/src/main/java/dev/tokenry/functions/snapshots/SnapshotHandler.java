package dev.tokenry.functions.snapshots;

import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.time.Timestamps;
import dev.tokenry.model.Principal;
import dev.tokenry.error.ApiException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lets a CI system upload one snapshot of the project that its token is bound to. */
public final class SnapshotHandler extends AuthenticatedApiHandler {

    private final UploadSigner signer;

    public SnapshotHandler() {
        this(Wiring.fromEnvironment());
    }

    public SnapshotHandler(Wiring wiring) {
        signer = wiring.uploadUrlSigner();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, Principal caller) {
        String project = request.pathParameter("project");
        if (!project.equals(caller.project())) {
            throw new ApiException.ForbiddenException("Token is not bound to this project.");
        }
        Upload upload = Upload.read(request.body());
        UploadSigner.Signed signed = signer.sign(project, upload.headers());
        return ApiResponse.created(json(upload, signed));
    }

    private static Map<String, Object> json(Upload upload, UploadSigner.Signed signed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", signed.id());
        json.put("uploadUrl", signed.url().toString());
        json.put("method", "PUT");
        json.put("headers", upload.headers());
        json.put("expiresAt", Timestamps.format(signed.expiresAt()));
        return json;
    }
}
