package dev.tokenry.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackendTypeTest {

    @Test
    void backend_is_recognized_by_its_health_page() {
        assertThat(BackendType.detect(Set.of("/moto-api/data.json")::contains)).isEqualTo(BackendType.MOTO);
        assertThat(BackendType.detect(Set.of("/_localstack/health", "/_ministack/health")::contains))
                .isEqualTo(BackendType.MINISTACK);
        assertThat(BackendType.detect(Set.of("/_localstack/health")::contains)).isEqualTo(BackendType.LOCALSTACK);
        assertThat(BackendType.detect(path -> false)).isEqualTo(BackendType.UNKNOWN);
    }

    @Test
    void differences_are_documented() throws IOException {
        Stream<String> documented = Files.readAllLines(Path.of("..", "docs", "backends.md")).stream()
                .dropWhile(line -> !line.startsWith("| backend | capability |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(rows());
    }

    private static Iterable<String> rows() {
        return Stream.of(BackendType.values())
                .flatMap(type -> type.differences().entrySet().stream()
                        .map(it -> "| %s | %s | %s |".formatted(type, it.getKey(), it.getValue())))
                .toList();
    }
}
