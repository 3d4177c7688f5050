package dev.tokenry.administration;

import static dev.tokenry.administration.TestDependencies.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ErrorReason;
import dev.tokenry.error.ServiceUnavailableException;
import dev.tokenry.model.OwnerName;
import dev.tokenry.model.Principal;
import dev.tokenry.model.Scope;
import dev.tokenry.model.Scopes;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.SnapshotFile;
import dev.tokenry.model.TokenActor;
import dev.tokenry.store.SnapshotUpload;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateSnapshotUploadTest {

    private static final SnapshotFile FILE = new SnapshotFile("application/gzip", 1, null);

    private final TestDependencies dependencies = new TestDependencies();
    private final List<String> permitted = new ArrayList<>();
    private final List<String> recorded = new ArrayList<>();
    private boolean lastUploadsUnavailable;
    private final UploadRecorder recorder = new UploadRecorder(this::replaceLastUpload, () -> dependencies.now);
    private final CreateSnapshotUpload createUpload = new CreateSnapshotUpload(
            (project, file) -> {
                permitted.add(project + " " + file.contentType());
                return new SnapshotUpload("id", URI.create("https://bucket.example/id"), Map.of(), NOW);
            },
            recorder);

    @Test
    void token_of_the_project_may_upload_even_with_its_previous_secret() {
        for (SecretGeneration generation : SecretGeneration.values()) {
            SnapshotUpload upload = createUpload.execute(
                    boundTo("webshop", generation), new CreateSnapshotUpload.Command("webshop", () -> FILE));

            assertThat(upload.id()).isEqualTo("id");
        }
        assertThat(permitted).containsExactly("webshop application/gzip", "webshop application/gzip");
    }

    @Test
    void last_upload_is_recorded_every_five_minutes_and_does_not_decide() {
        TokenActor actor = boundTo("webshop", SecretGeneration.CURRENT);
        CreateSnapshotUpload.Command command = new CreateSnapshotUpload.Command("webshop", () -> FILE);

        lastUploadsUnavailable = true;
        createUpload.execute(actor, command);
        lastUploadsUnavailable = false;
        createUpload.execute(actor, command);
        dependencies.now = NOW.plusSeconds(299);
        createUpload.execute(actor, command);
        dependencies.now = NOW.plusSeconds(301);
        createUpload.execute(actor, command);

        assertThat(permitted).hasSize(4);
        assertThat(recorded).containsExactly("webshop at " + NOW, "webshop at " + NOW.plusSeconds(301));
    }

    private boolean replaceLastUpload(String project, Instant at, Duration interval) {
        if (lastUploadsUnavailable) {
            throw new ServiceUnavailableException("test");
        }
        assertThat(interval).isEqualTo(Duration.ofMinutes(5));
        recorded.add(project + " at " + at);
        return true;
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"webshop2", "WEBSHOP"})
    void other_token_is_forbidden_before_the_file_is_read(@Nullable String project) {
        CreateSnapshotUpload.Command command = new CreateSnapshotUpload.Command("webshop", () -> {
            throw new AssertionError("The file was read");
        });

        assertThatExceptionOfType(ApiException.ForbiddenException.class)
                .isThrownBy(() -> createUpload.execute(boundTo(project, SecretGeneration.CURRENT), command))
                .extracting(ApiException::reason)
                .isEqualTo(ErrorReason.OTHER_PROJECT);
        assertThat(permitted).isEmpty();
    }

    private TokenActor boundTo(@Nullable String project, SecretGeneration generation) {
        return TestDependencies.actor(new Principal(
                dependencies.format.mint().id(),
                OwnerName.of("anna"),
                project,
                Scopes.of(Scope.MANAGE_ALL_TOKENS),
                false,
                generation,
                null));
    }
}
