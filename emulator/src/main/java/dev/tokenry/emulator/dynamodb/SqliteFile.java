package dev.tokenry.emulator.dynamodb;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import dev.tokenry.emulator.io.DataDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Checks the database file: DynamoDB Local starts with a damaged file and fails later, on requests that read the
 * damage.
 */
final class SqliteFile {

    private static final byte[] HEADER = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final long BUSY_TIMEOUT_MILLIS = 10_000;

    private final DataDirectory data;
    private final Path file;

    SqliteFile(DataDirectory data, Path file) {
        this.data = data;
        this.file = file;
    }

    /** Checks the file header; must be called before DynamoDB Local opens the file. */
    void checkHeader() {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] header = in.readNBytes(HEADER.length);
            // SQLite leaves the file empty until the first write.
            if (header.length > 0 && !Arrays.equals(header, HEADER)) {
                throw data.damaged(file.getFileName() + " is not a database");
            }
        } catch (IOException e) {
            throw data.damaged(file.getFileName() + " cannot be read", e);
        }
    }

    /** Reads every page; must be called after DynamoDB Local has loaded the native library of SQLite. */
    void checkIntegrity() {
        SQLiteConnection connection = new SQLiteConnection(file.toFile());
        try {
            // DynamoDB Local may be deleting expired items.
            connection.openReadonly().setBusyTimeout(BUSY_TIMEOUT_MILLIS);
            SQLiteStatement check = connection.prepare("PRAGMA quick_check(1)");
            check.step();
            if (!check.columnString(0).equals("ok")) {
                throw data.damaged(file.getFileName() + " is damaged");
            }
        } catch (SQLiteException e) {
            throw data.damaged(file.getFileName() + " cannot be read", e);
        } finally {
            connection.dispose();
        }
    }
}
