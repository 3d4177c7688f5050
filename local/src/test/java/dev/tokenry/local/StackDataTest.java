package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDataTest {

    @TempDir
    Path folder;

    @Test
    void fresh_forgets_what_earlier_runs_kept() throws IOException {
        Path data = folder.resolve("data");
        Path kept = data.resolve("aws/deep/file");
        try (StackData first = StackData.claim(data, false)) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, "x");
            assertThat(first.aws()).isDirectory();
        }

        StackData.claim(data, false).close();
        assertThat(kept).exists();

        StackData.claim(data, true).close();
        assertThat(kept).doesNotExist();
    }

    @Test
    void a_folder_of_somebody_else_is_never_touched() throws IOException {
        Path foreign = folder.resolve("aws/thesis.txt");
        Files.createDirectories(foreign.getParent());
        Files.writeString(foreign, "x");

        for (boolean fresh : new boolean[] {true, false}) {
            assertThatThrownBy(() -> StackData.claim(folder, fresh))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("holds something else than Tokenry's data");
        }
        assertThat(foreign).exists();
        assertThatThrownBy(() -> StackData.claim(foreign, true)).isInstanceOf(StartException.class);
    }

    @Test
    void two_runs_never_share_a_folder() throws IOException {
        try (StackData first = StackData.claim(folder, false)) {
            assertThatThrownBy(() -> StackData.claim(folder, true))
                    .isInstanceOf(StartException.class)
                    .hasMessageEndingWith("is in use by another run");
            assertThat(first.aws()).doesNotExist();
        }
        StackData.claim(folder, false).close();
    }
}
