package dev.tokenry.authorizer;

import java.io.IOException;
import java.io.OutputStream;

/** A response of the authorizer in a format that API Gateway accepts. */
sealed interface AuthorizerResponse permits IamPolicyResponse, SimpleResponse {

    /** Writes the response as JSON and closes the stream. */
    void write(OutputStream output) throws IOException;
}
