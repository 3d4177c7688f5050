package dev.tokenry.emulator.s3;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket and a key; the key cannot refer to a file outside the directory of the bucket. */
record S3Location(String bucket, String key) {

    // No segment is empty, `.` or `..`; the maximum length of a file name is 255.
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]{1,255}";
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern KEY = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");
    private static final Pattern PATH = Pattern.compile("/([^/]+)/(.+)");

    private static final int MAX_KEY_LENGTH = 1024;

    S3Location {
        if (key.length() > MAX_KEY_LENGTH) {
            throw S3Exception.keyTooLong();
        }
        if (!isBucketName(bucket) || !KEY.matcher(key).matches()) {
            throw S3Exception.invalidPath();
        }
    }

    /** Parses a raw path; keys that need escapes are not supported. */
    static S3Location ofPath(String rawPath) {
        Matcher path = PATH.matcher(rawPath);
        if (!path.matches()) {
            throw S3Exception.invalidPath();
        }
        return new S3Location(path.group(1), path.group(2));
    }

    static boolean isBucketName(String name) {
        return BUCKET.matcher(name).matches();
    }
}
