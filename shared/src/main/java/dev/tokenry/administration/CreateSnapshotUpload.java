package dev.tokenry.administration;

import dev.tokenry.authorization.TokenPermissions;
import dev.tokenry.error.ApiException;
import dev.tokenry.model.SnapshotFile;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.SnapshotStore;
import dev.tokenry.store.SnapshotUpload;
import java.util.function.Supplier;

/** Permits a client to upload one snapshot to the project that its token is bound to. */
public final class CreateSnapshotUpload {

    /**
     * A request to upload a snapshot.
     *
     * @param file supplies the file, or throws {@link ApiException.InvalidRequestException}; called only if the caller
     *     may upload to the project
     */
    public record Command(String project, Supplier<SnapshotFile> file) {}

    private final SnapshotStore snapshots;
    private final UploadRecorder recorder;

    public CreateSnapshotUpload(SnapshotStore snapshots, UploadRecorder recorder) {
        this.snapshots = snapshots;
        this.recorder = recorder;
    }

    /**
     * @throws ApiException.ForbiddenException if the caller is not bound to the project
     * @throws ApiException.InvalidRequestException if the file is not valid
     */
    public SnapshotUpload execute(TokenActor actor, Command command) {
        TokenPermissions.requireBoundTo(command.project(), actor.principal());
        SnapshotUpload upload =
                snapshots.createUpload(command.project(), command.file().get());
        recorder.record(command.project());
        return upload;
    }
}
