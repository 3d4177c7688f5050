package dev.tokenry.emulator.io;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The request line and the headers of a request, as bytes in ISO 8859-1. */
public final class RequestHead {

    /** The header with a target that the JDK's HTTP server does not accept, in base64. */
    public static final String TARGET_HEADER = "X-Emulator-Request-Target";

    private static final Pattern REQUEST_LINE = Pattern.compile("([^ ]+) (.*) (HTTP/[0-9.]+)\r?\n");
    private static final Pattern TARGET_HEADER_LINE =
            Pattern.compile("(?<=\n)" + TARGET_HEADER + "[ \t]*:.*\r?\n", Pattern.CASE_INSENSITIVE);
    private static final Pattern CONTENT_LENGTH = Pattern.compile("\ncontent-length:[ \t]*([0-9]{1,15})[ \t]*\r?\n");
    private static final Pattern CHUNKED = Pattern.compile("\ntransfer-encoding:.*\\bchunked\\b");

    private final String head;

    private RequestHead(String head) {
        this.head = head;
    }

    /** Parses a head, without a header that only the proxy may send. */
    static RequestHead parse(byte[] bytes) {
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        return new RequestHead(TARGET_HEADER_LINE.matcher(head).replaceAll(""));
    }

    /** Returns the target from its header, with all bytes that are not visible ASCII characters percent-encoded. */
    public static String decodeTarget(String header) {
        StringBuilder target = new StringBuilder();
        for (byte b : Base64.getDecoder().decode(header)) {
            if (b > ' ' && b < 0x7f) {
                target.append((char) b);
            } else {
                target.append(String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return target.toString();
    }

    boolean isChunked() {
        return CHUNKED.matcher(head.toLowerCase(Locale.ROOT)).find();
    }

    long contentLength() {
        Matcher length = CONTENT_LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        return length.find() ? Long.parseLong(length.group(1)) : 0;
    }

    /** Returns the head, with a target that would be rejected in a header. */
    byte[] toBytes() {
        Matcher line = REQUEST_LINE.matcher(head);
        String passedOn = line.lookingAt() && !isAccepted(line.group(2))
                ? line.group(1) + " / " + line.group(3) + "\r\n" + TARGET_HEADER + ": " + encode(line.group(2)) + "\r\n"
                        + head.substring(line.end())
                : head;
        return passedOn.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String encode(String target) {
        return Base64.getEncoder().encodeToString(target.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns whether a target is a URI in ASCII whose path is a path, not the name of a host. */
    private static boolean isAccepted(String target) {
        try {
            URI uri = new URI(target);
            return uri.getRawPath() != null
                    && uri.getRawPath().startsWith("/")
                    && !target.startsWith("//")
                    && uri.getRawFragment() == null
                    && target.chars().allMatch(c -> c < 0x80);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
