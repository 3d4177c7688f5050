package dev.tokenry.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenry.emulator.StartupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDataTest {

    @TempDir
    Path directory;

    @Test
    void fresh_deletes_the_data_of_earlier_runs() throws IOException {
        Path data = directory.resolve("data");
        List<Path> stored = List.of(data.resolve("aws/deep/file"), data.resolve("issuers/keys"));
        try (LocalData first = LocalData.open(data, false)) {
            for (Path file : stored) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, "x");
            }
            assertThat(first.awsDirectory()).isDirectory();
            assertThat(first.issuersDirectory()).isDirectory();
        }

        LocalData.open(data, false).close();
        assertThat(stored).allMatch(Files::exists);

        LocalData.open(data, true).close();
        assertThat(stored).noneMatch(Files::exists);
    }

    @Test
    void a_directory_without_the_marker_file_is_never_changed() throws IOException {
        Path foreignFile = directory.resolve("aws/thesis.txt");
        Files.createDirectories(foreignFile.getParent());
        Files.writeString(foreignFile, "x");

        for (boolean fresh : new boolean[] {true, false}) {
            assertThatThrownBy(() -> LocalData.open(directory, fresh))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("contains other data than Tokenry's");
        }
        assertThat(foreignFile).exists();
        assertThatThrownBy(() -> LocalData.open(foreignFile, true)).isInstanceOf(StartupException.class);
    }

    @Test
    void two_runs_cannot_share_a_directory() throws IOException {
        try (LocalData first = LocalData.open(directory, false)) {
            assertThatThrownBy(() -> LocalData.open(directory, true))
                    .isInstanceOf(StartupException.class)
                    .hasMessageEndingWith("is in use by another run");
            assertThat(first.awsDirectory()).doesNotExist();
        }
        LocalData.open(directory, false).close();
    }
}
