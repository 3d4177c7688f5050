package dev.tokenry.benchmarks.quarkus;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.tokenry.benchmarks.stacks.ReferenceAuthorizer;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The work of the authorizer as a bean of Quarkus. */
@Named("authorize")
public class AuthorizeFunction implements RequestStreamHandler {

    private final ReferenceAuthorizer authorizer =
            new ReferenceAuthorizer(DynamoDbClient.create(), KmsClient.create(), System.getenv());

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        authorizer.authorize(input, output);
    }
}
