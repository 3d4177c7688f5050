package dev.tokenry.functions.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Sends custom resource responses to the presigned URLs of CloudFormation, and to no other URL. */
public final class CustomResourceResponseSender {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 4_000;

    private final Optional<String> endpoint;

    /** @param endpoint the base URL of the response URLs, if an emulator is used instead of AWS */
    public CustomResourceResponseSender(Optional<String> endpoint) {
        this.endpoint = endpoint.map(base -> base.endsWith("/") ? base : base + "/");
    }

    /**
     * Parses a response URL and checks that it belongs to CloudFormation.
     *
     * @throws IOException if it does not; the message does not contain the URL, because its signature is a credential
     */
    public URI validateUrl(String text) throws IOException {
        try {
            URI url = new URI(text);
            if (endpoint.map(text::startsWith).orElseGet(() -> isAwsHost(url))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Not rethrown, because its message contains the URL.
        }
        throw new IOException("ResponseURL is not a CloudFormation URL. Made no changes and sent no response.");
    }

    public void send(URI url, byte[] json) throws IOException {
        // For a single request, this client is better than java.net.http because it starts no threads.
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("PUT");
        // The URL is signed without a content type, and the client would otherwise add a default one.
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
                throw new IOException("CloudFormation response URL returned status " + status);
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
