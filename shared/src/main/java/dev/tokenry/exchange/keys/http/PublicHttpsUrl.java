package dev.tokenry.exchange.keys.http;

import dev.tokenry.text.AsciiSet;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * A URL of https on port 443 whose host is a DNS name of several labels. The last label consists of letters, so that no
 * form of an IP address is accepted, whatever a resolver would take it for.
 *
 * @param host the name as it is written
 * @param path the path with its leading slash, as it is sent
 */
public record PublicHttpsUrl(String host, String path) {

    private static final int MAX_LENGTH = 512;
    private static final int MAX_HOST_LENGTH = 253;
    private static final int MAX_LABEL_LENGTH = 63;
    private static final int PORT = 443;
    private static final int NO_PORT = -1;
    private static final AsciiSet PRINTABLE = AsciiSet.of("!-~");
    private static final AsciiSet LETTERS = AsciiSet.of("a-zA-Z");
    private static final AsciiSet LABEL = AsciiSet.of("a-zA-Z0-9-");

    /** Parses a URL; empty if it is another one, or has user information, a query or a fragment. */
    public static Optional<PublicHttpsUrl> parse(String text) {
        if (text.length() > MAX_LENGTH || !PRINTABLE.isWord(text)) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            boolean isPublic = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && isName(uri.getHost())
                    && (uri.getPort() == NO_PORT || uri.getPort() == PORT)
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return isPublic
                    ? Optional.of(
                            new PublicHttpsUrl(uri.getHost(), uri.getRawPath().isEmpty() ? "/" : uri.getRawPath()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isName(String host) {
        String[] labels = host.split("\\.", -1);
        for (String label : labels) {
            if (label.length() > MAX_LABEL_LENGTH || !LABEL.isWord(label)) {
                return false;
            }
        }
        return host.length() <= MAX_HOST_LENGTH && labels.length > 1 && LETTERS.isWord(labels[labels.length - 1]);
    }
}
