package dev.tokenry.functions;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenry.model.AuthorizerContextCodec;
import dev.tokenry.model.Principal;
import dev.tokenry.model.SecretGeneration;
import dev.tokenry.model.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builder for events: reads an event file, changes it and deserializes it as the Lambda runtime does. */
public final class TestEvent {

    private static final JsonMapper JSON = new JsonMapper();

    private final ObjectNode event;

    private TestEvent(ObjectNode event) {
        this.event = event;
    }

    public static TestEvent load(String name) {
        String file = "/events/" + name + ".json";
        try (InputStream text = Objects.requireNonNull(TestEvent.class.getResourceAsStream(file), file)) {
            return new TestEvent((ObjectNode) JSON.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the authorizer context for this token. */
    public TestEvent calledBy(Token token) {
        return calledBy(token, SecretGeneration.CURRENT);
    }

    public TestEvent calledBy(Token token, SecretGeneration secret) {
        Principal principal = new Principal(
                token.id(),
                token.origin().owner(),
                null,
                token.origin().project(),
                token.settings().scopes(),
                token.origin().personal(),
                secret,
                token.settings().expiresAt(),
                false,
                null,
                false,
                token.origin().isExchanged());
        AuthorizerContextCodec.encode(principal).forEach(this::context);
        return this;
    }

    public TestEvent context(String key, Object value) {
        requestContext().withObject("/authorizer").set(key, JSON.valueToTree(value));
        return this;
    }

    public TestEvent withoutContext(String key) {
        requestContext().withObject("/authorizer").remove(key);
        return this;
    }

    public TestEvent withoutContext() {
        requestContext().remove("authorizer");
        return this;
    }

    public ObjectNode requestContext() {
        return (ObjectNode) event.get("requestContext");
    }

    public TestEvent body(String text) {
        event.put("body", text);
        return this;
    }

    /** Sets the body as an API with binary media types passes it on. */
    TestEvent packed(Packing packing, byte[] body) {
        event.put("body", Base64.getEncoder().encodeToString(packing.pack(body)));
        event.put("isBase64Encoded", true);
        return packing.contentEncoding.isEmpty() ? this : header("Content-Encoding", packing.contentEncoding);
    }

    /** Sets one field of the body. */
    public TestEvent with(String field, Object value) {
        ObjectNode body = event.get("body").isNull() ? JSON.createObjectNode() : bodyFields();
        body.set(field, JSON.valueToTree(value));
        return body(body.toString());
    }

    public TestEvent without(String field) {
        ObjectNode body = bodyFields();
        body.remove(field);
        return body(body.toString());
    }

    public String bodyText() {
        return event.get("body").textValue();
    }

    private ObjectNode bodyFields() {
        try {
            return (ObjectNode) JSON.readTree(event.get("body").textValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public TestEvent path(String parameter, String value) {
        object("pathParameters").put(parameter, value);
        return this;
    }

    public String pathParameter(String parameter) {
        return event.get("pathParameters").get(parameter).textValue();
    }

    public TestEvent query(String name, String... values) {
        object("queryStringParameters").put(name, values[values.length - 1]);
        object("multiValueQueryStringParameters").set(name, JSON.valueToTree(List.of(values)));
        return this;
    }

    public TestEvent header(String name, String... values) {
        object("headers").put(name, values[values.length - 1]);
        object("multiValueHeaders").set(name, JSON.valueToTree(List.of(values)));
        return this;
    }

    public TestEvent withoutHeader(String name) {
        object("headers").remove(name);
        object("multiValueHeaders").remove(name);
        return this;
    }

    /** Sets the HTTP method of an authorizer event, in its ARN as well. */
    public TestEvent method(String method) {
        String arn = event.get("methodArn").textValue();
        return set("httpMethod", method).set("methodArn", arn.replaceFirst("^([^/]*/[^/]*/)[^/]*", "$1" + method));
    }

    /** Sets a top-level field of the event. */
    public TestEvent set(String field, Object value) {
        event.set(field, JSON.valueToTree(value));
        return this;
    }

    private ObjectNode object(String field) {
        if (!event.hasNonNull(field)) {
            event.set(field, JSON.createObjectNode());
        }
        return (ObjectNode) event.get(field);
    }

    APIGatewayProxyRequestEvent toRequest() {
        return LambdaEventSerializers.serializerFor(APIGatewayProxyRequestEvent.class, TestEvent.class.getClassLoader())
                .fromJson(toInputStream());
    }

    public InputStream toInputStream() {
        return new ByteArrayInputStream(toJson().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an event that the runtime gives a handler as a map. */
    @SuppressWarnings("unchecked") // The keys of an object are texts.
    public Map<String, Object> toMap() {
        return JSON.convertValue(event, Map.class);
    }

    public String toJson() {
        return event.toString();
    }
}
