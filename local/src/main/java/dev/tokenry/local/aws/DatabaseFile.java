package dev.tokenry.local.aws;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The file of DynamoDB Local, which starts over anything and then fails at each request that meets the damage. */
final class DatabaseFile {

    private static final byte[] MARK = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private static final long BUSY_MILLIS = 10_000;

    private final DataFolder data;
    private final Path file;

    DatabaseFile(DataFolder data, Path file) {
        this.data = data;
        this.file = file;
    }

    /** Looks before anything opens the file. */
    void requireMark() {
        if (!Files.exists(file)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(MARK.length);
            // SQLite leaves a file empty until something is put in.
            if (start.length > 0 && !Arrays.equals(start, MARK)) {
                throw LocalAwsException.damaged(data.path(), file.getFileName() + " is not a database");
            }
        } catch (IOException e) {
            throw LocalAwsException.damaged(data.path(), file.getFileName() + " cannot be read", e);
        }
    }

    /** Reads every page; to be called once DynamoDB Local has loaded SQLite's native part. */
    void requireWhole() {
        SQLiteConnection connection = new SQLiteConnection(file.toFile());
        try {
            // DynamoDB Local may be about to drop expired items.
            connection.openReadonly().setBusyTimeout(BUSY_MILLIS);
            SQLiteStatement check = connection.prepare("PRAGMA quick_check(1)");
            check.step();
            if (!check.columnString(0).equals("ok")) {
                throw LocalAwsException.damaged(data.path(), file.getFileName() + " is not whole");
            }
        } catch (SQLiteException e) {
            throw LocalAwsException.damaged(data.path(), file.getFileName() + " cannot be read", e);
        } finally {
            connection.dispose();
        }
    }
}
