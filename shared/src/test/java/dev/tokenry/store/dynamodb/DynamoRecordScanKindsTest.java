package dev.tokenry.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A scan fails at a record of a kind that it does not know, so that it knows all that this program writes. */
class DynamoRecordScanKindsTest {

    @Test
    void every_prefix_of_keys_is_that_of_a_record_or_left_out() throws Exception {
        List<String> prefixes = prefixes();

        assertThat(prefixes)
                .hasSizeGreaterThan(10)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(StoredRecords.KINDS, Bookkeeping.ITEMS, List.of(ScopeTemplateItem.KEY_PREFIX))
                                .flatMap(List::stream)
                                .distinct()
                                .toList());
    }

    private static List<String> prefixes() throws IOException {
        Path classes = Path.of("target/classes/dev/tokenry/store/dynamodb");
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> "dev.tokenry.store.dynamodb." + name.substring(0, name.length() - ".class".length()))
                    .flatMap(DynamoRecordScanKindsTest::prefixes)
                    .toList();
        }
    }

    private static Stream<String> prefixes(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredFields())
                    .filter(field ->
                            field.getType() == String.class && field.getName().endsWith("KEY_PREFIX"))
                    .map(DynamoRecordScanKindsTest::value);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String value(Field prefix) {
        try {
            prefix.setAccessible(true);
            return (String) prefix.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
