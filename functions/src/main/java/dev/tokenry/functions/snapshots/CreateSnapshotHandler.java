package dev.tokenry.functions.snapshots;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.functions.Wiring;
import dev.tokenry.functions.aws.UploadUrlSigner;
import dev.tokenry.functions.http.ApiRequest;
import dev.tokenry.functions.http.ApiResponse;
import dev.tokenry.functions.http.AuthenticatedApiHandler;
import dev.tokenry.model.Principal;
import dev.tokenry.model.TokenActor;
import dev.tokenry.time.Timestamps;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates a presigned URL with which a CI system uploads one snapshot to the project that its token is bound to. */
public final class CreateSnapshotHandler extends AuthenticatedApiHandler {

    private final UploadUrlSigner signer;

    public CreateSnapshotHandler() {
        this(Wiring.fromEnvironment());
    }

    public CreateSnapshotHandler(Wiring wiring) {
        signer = wiring.uploadUrlSigner();
    }

    @Override
    protected ApiResponse handle(ApiRequest request, TokenActor actor) {
        Principal principal = actor.principal();
        String project = request.pathParameter("project");
        if (!project.equals(principal.project())) {
            throw new ApiException.ForbiddenException(ErrorReason.OTHER_PROJECT, "Token is not bound to this project.");
        }
        CreateSnapshotRequest snapshotRequest = CreateSnapshotRequest.from(request.body());
        UploadUrlSigner.PresignedUpload presigned = signer.sign(project, snapshotRequest.headers());
        return ApiResponse.created(toJson(snapshotRequest, presigned));
    }

    private static Map<String, Object> toJson(
            CreateSnapshotRequest snapshotRequest, UploadUrlSigner.PresignedUpload presigned) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", presigned.id());
        json.put("uploadUrl", presigned.url().toString());
        json.put("method", "PUT");
        json.put("headers", snapshotRequest.headers());
        json.put("expiresAt", Timestamps.format(presigned.expiresAt()));
        return json;
    }
}
