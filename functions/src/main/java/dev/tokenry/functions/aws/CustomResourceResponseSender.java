package dev.tokenry.functions.aws;

import dev.tokenry.error.ApiException;
import dev.tokenry.error.ParameterLocation;
import dev.tokenry.error.ViolationReason;
import dev.tokenry.functions.http.DirectInvocation;
import dev.tokenry.functions.http.JsonBody;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Responds to requests for custom resources, at the presigned URLs of CloudFormation and at no other URL. */
public final class CustomResourceResponseSender {

    private static final String PROPERTIES = "ResourceProperties";

    /** CloudFormation's own properties of a custom resource. */
    private static final Set<String> CLOUDFORMATION_PROPERTIES = Set.of("ServiceToken", "ServiceTimeout");

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 4_000;

    private final Optional<String> endpoint;

    /** @param endpoint the base URL of the response URLs, if an emulator is used instead of AWS */
    public CustomResourceResponseSender(Optional<String> endpoint) {
        this.endpoint = endpoint.map(base -> base.endsWith("/") ? base : base + "/");
    }

    /** Returns whether an invocation is a request for a custom resource. */
    public static boolean isRequest(DirectInvocation invocation) {
        return CustomResourceRequest.isPresentIn(invocation);
    }

    /**
     * Returns the properties of the resource.
     *
     * @param stringTyped the properties that are numbers or booleans, which CloudFormation writes as strings
     */
    public static JsonBody properties(DirectInvocation invocation, Set<String> stringTyped) {
        JsonBody properties = invocation.body(PROPERTIES, stringTyped);
        properties.ignore(CLOUDFORMATION_PROPERTIES);
        return properties;
    }

    /**
     * Performs a request, sends the response to CloudFormation and returns it. An error becomes the reason of a
     * failure.
     *
     * @param put creates or updates the resource and returns its physical id
     * @param delete deletes the resource with a physical id
     * @throws IOException when the response cannot be sent. Lambda then retries, so requests must be idempotent.
     */
    public byte[] respond(DirectInvocation invocation, Supplier<String> put, Consumer<String> delete)
            throws IOException {
        CustomResourceRequest request = CustomResourceRequest.from(invocation);
        // First, so that a caller of the function cannot make it send data to any other address.
        URI url = validateUrl(request.responseUrl());
        CustomResourceResponse response = invocation.orElse(
                () -> CustomResourceResponse.success(request, perform(request, put, delete)),
                reason -> CustomResourceResponse.failure(request, reason));
        byte[] json = response.toJson();
        send(url, json);
        return json;
    }

    private static String perform(CustomResourceRequest request, Supplier<String> put, Consumer<String> delete) {
        return switch (request.type()) {
            case "Create", "Update" -> put.get();
            case "Delete" -> {
                delete.accept(request.physicalId());
                yield request.physicalId();
            }
            default ->
                throw new ApiException.InvalidRequestException(
                        CustomResourceRequest.TYPE,
                        ViolationReason.UNKNOWN_VALUE,
                        "RequestType must be Create, Update or Delete",
                        ParameterLocation.PAYLOAD_BODY);
        };
    }

    /**
     * Parses a response URL and checks that it belongs to CloudFormation.
     *
     * @throws IOException if it does not; the message does not contain the URL, because its signature is a credential
     */
    URI validateUrl(String text) throws IOException {
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

    private static void send(URI url, byte[] json) throws IOException {
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
