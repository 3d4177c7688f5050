package dev.tokenry.emulator.io;

import java.util.Map;
import java.util.UUID;

/** How a service writes its responses. */
public enum AwsProtocol {
    /** All operations have one path, and a header names the operation. */
    JSON("application/x-amz-json-1.1") {
        @Override
        String error(ServiceException e) {
            return EmulatorJson.toString(Map.of("__type", e.type(), "message", e.description()));
        }
    },

    /** Each operation has its own path; a header names the type of an error. */
    REST_JSON("application/json") {
        @Override
        String error(ServiceException e) {
            return EmulatorJson.toString(Map.of("message", e.description()));
        }
    },

    /** A form names the operation, and the response is XML. */
    QUERY("text/xml") {
        @Override
        String error(ServiceException e) {
            return "<ErrorResponse><Error><Type>" + (e.status() < 500 ? "Sender" : "Receiver") + "</Type><Code>"
                    + Markup.escape(e.type()) + "</Code><Message>" + Markup.escape(e.description())
                    + "</Message></Error><RequestId>" + UUID.randomUUID() + "</RequestId></ErrorResponse>";
        }
    };

    private final String contentType;

    AwsProtocol(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    abstract String error(ServiceException e);
}
