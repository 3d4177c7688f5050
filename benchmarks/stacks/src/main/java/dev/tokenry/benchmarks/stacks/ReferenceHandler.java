package dev.tokenry.benchmarks.stacks;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** A {@link ReferenceAuthorizer} as Lambda calls it. Its AWS clients use the HTTP client that the class path has. */
public final class ReferenceHandler implements RequestStreamHandler {

    private final ReferenceAuthorizer authorizer =
            new ReferenceAuthorizer(DynamoDbClient.create(), KmsClient.create(), System.getenv());

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        authorizer.authorize(input, output);
    }
}
