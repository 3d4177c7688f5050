package dev.tokenry.functions.authorize;

import java.io.IOException;
import java.io.OutputStream;

/** What API Gateway is told, in a form that it understands. */
sealed interface Answer permits PolicyAnswer, SimpleAnswer {

    void write(OutputStream output) throws IOException;
}
