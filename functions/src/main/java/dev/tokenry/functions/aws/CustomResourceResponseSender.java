package dev.tokenry.functions.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Tells CloudFormation how a request ended, at the presigned address where it waits for that, and nobody elsewhere. */
public final class CustomResourceResponseSender {

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 4_000;

    private final Optional<String> endpoint;

    /** @param endpoint what addresses begin with where CloudFormation is not AWS's own */
    public CustomResourceResponseSender(Optional<String> endpoint) {
        this.endpoint = endpoint.map(base -> base.endsWith("/") ? base : base + "/");
    }

    /** @throws IOException when the address is not CloudFormation's; it is not quoted, since it is as good as a password */
    public URI validateUrl(String text) throws IOException {
        try {
            URI url = new URI(text);
            if (endpoint.map(text::startsWith).orElseGet(() -> isAwsHost(url))) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Its message quotes the address. Said below for both.
        }
        throw new IOException("ResponseURL is no address of CloudFormation: nothing was done and nobody was told");
    }

    public void send(URI url, byte[] json) throws IOException {
        // The older of the JDK's clients: it starts no threads, and one call is all that it is for.
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("PUT");
        // S3 signed the address for no content type; left out, this client would name one.
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
                throw new IOException("CloudFormation's address answered " + status);
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
