package dev.tokenry.benchmarks.micronaut;

import com.amazonaws.services.lambda.runtime.Context;
import dev.tokenry.benchmarks.stacks.ReferenceAuthorizer;
import io.micronaut.function.aws.MicronautRequestStreamHandler;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The work of the authorizer as a function of Micronaut. */
public class AuthorizeFunction extends MicronautRequestStreamHandler {

    @Inject
    ReferenceAuthorizer authorizer;

    @Override
    protected void execute(InputStream input, OutputStream output, Context context) throws IOException {
        authorizer.authorize(input, output);
    }
}
