package dev.tokenry.benchmarks.spring;

import com.amazonaws.services.lambda.runtime.events.APIGatewayCustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.IamPolicyResponseV1;
import dev.tokenry.benchmarks.stacks.ReferenceAuthorizer;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** The work of the authorizer as a function of Spring Cloud, with the event types that it supports. */
@SpringBootApplication(proxyBeanMethods = false)
public class AuthorizeApplication {

    public static void main(String... arguments) {
        SpringApplication.run(AuthorizeApplication.class, arguments);
    }

    @Bean
    DynamoDbClient dynamoDb() {
        return DynamoDbClient.create();
    }

    @Bean
    KmsClient kms() {
        return KmsClient.create();
    }

    @Bean
    ReferenceAuthorizer authorizer(DynamoDbClient dynamoDb, KmsClient kms) {
        return new ReferenceAuthorizer(dynamoDb, kms, System.getenv());
    }

    @Bean
    Function<APIGatewayCustomAuthorizerEvent, IamPolicyResponseV1> authorize(ReferenceAuthorizer authorizer) {
        return event -> policy(
                authorizer.decide(event.getHeaders().getOrDefault("Authorization", "")), event.getMethodArn());
    }

    private static IamPolicyResponseV1 policy(ReferenceAuthorizer.Decision decision, String methodArn) {
        IamPolicyResponseV1.Statement statement = decision.allowed()
                ? IamPolicyResponseV1.allowStatement(methodArn)
                : IamPolicyResponseV1.denyStatement(methodArn);
        return IamPolicyResponseV1.builder()
                .withPrincipalId(decision.principal())
                .withPolicyDocument(IamPolicyResponseV1.PolicyDocument.builder()
                        .withVersion(IamPolicyResponseV1.VERSION_2012_10_17)
                        .withStatement(List.of(statement))
                        .build())
                .build();
    }
}
