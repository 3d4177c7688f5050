package dev.tokenry.emulator.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that the account has signed. Not a record, so that neither credentials nor contents are printed. */
public final class ServiceRequest {

    private static final String TARGET = "X-Amz-Target";

    private final ReceivedRequest head;
    private final String body;

    ServiceRequest(ReceivedRequest head, String body) {
        this.head = head;
        this.body = body;
    }

    /** Returns method and path, such as {@code POST /v2/email}. */
    public String route() {
        return head.method() + " " + head.rawPath();
    }

    /** Returns the operation that the target header names, such as {@code AWSEvents.PutEvents}. */
    public String target() {
        return head.header(TARGET).isEmpty() ? "" : head.header(TARGET).getFirst();
    }

    /** Returns the body as a JSON object. */
    public JsonNode json() {
        JsonNode json = EmulatorJson.parseObject(body);
        if (json == null) {
            throw new ServiceException(400, "SerializationException", "The request is not a JSON object");
        }
        return json;
    }

    /** Returns the fields of a form. */
    public Map<String, String> form() {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            fields.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "");
        }
        return fields;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(400, "MalformedQueryString", "The request is not a form");
        }
    }
}
