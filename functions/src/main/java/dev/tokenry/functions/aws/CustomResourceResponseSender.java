package dev.tokenry.functions.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Sends responses for custom resources to the presigned URLs that CloudFormation provides, and to no other host. */
public final class CustomResourceResponseSender {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 4_000;

    private final Optional<String> endpoint;

    /** @param endpoint the start of accepted URLs; empty for the hosts of AWS */
    public CustomResourceResponseSender(Optional<String> endpoint) {
        this.endpoint = endpoint.map(base -> base.endsWith("/") ? base : base + "/");
    }

    /**
     * Parses the URL of a request.
     *
     * @throws IOException if the host does not belong to CloudFormation. The message does not contain the URL, because
     *     its signature permits a write.
     */
    public URI validateUrl(String text) throws IOException {
        try {
            URI url = new URI(text);
            if (endpoint.map(text::startsWith).orElseGet(() -> isAwsHost(url))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Its message contains the URL; the exception below is thrown for both cases.
        }
        throw new IOException("ResponseURL is not a URL of CloudFormation; the request was ignored");
    }

    /** @throws IOException if the URL cannot be reached or does not respond with 200 */
    public void send(URI url, byte[] json) throws IOException {
        // The older HTTP client of the JDK, because it starts no threads for a single call.
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("PUT");
        // The URL is signed without a content type, and the client would add a default if the header were absent.
        connection.setRequestProperty("Content-Type", "");
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setReadTimeout(READ_TIMEOUT_MILLIS);
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(json.length);
        try {
            connection.getOutputStream().write(json);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException("CloudFormation responded with status " + status);
            }
        } finally {
            connection.disconnect();
        }
    }

    private static boolean isAwsHost(URI url) {
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getUserInfo() != null) {
            return false;
        }
        String hostName = url.getHost().toLowerCase(Locale.ROOT);
        return hostName.endsWith(".amazonaws.com") || hostName.endsWith(".amazonaws.com.cn");
    }
}
