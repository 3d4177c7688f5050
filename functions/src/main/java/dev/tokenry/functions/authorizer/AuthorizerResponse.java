package dev.tokenry.functions.authorizer;

import java.io.IOException;
import java.io.OutputStream;

/** What API Gateway is told, in a form that it understands. */
sealed interface AuthorizerResponse permits IamPolicyResponse, SimpleResponse {

    void write(OutputStream output) throws IOException;
}
