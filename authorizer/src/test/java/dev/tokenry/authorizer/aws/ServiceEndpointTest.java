package dev.tokenry.authorizer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenry.aws.Environment;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointParams;
import software.amazon.awssdk.services.dynamodb.endpoints.DynamoDbEndpointProvider;
import software.amazon.awssdk.services.kms.endpoints.KmsEndpointParams;
import software.amazon.awssdk.services.kms.endpoints.KmsEndpointProvider;

/** Endpoints are those of the AWS SDK. */
class ServiceEndpointTest {

    static Stream<Region> regions() {
        return Region.regions().stream().filter(region -> !region.isGlobalRegion());
    }

    @ParameterizedTest
    @MethodSource("regions")
    void endpoint_of_a_region_is_that_of_the_sdk(Region region) {
        assertThat(of("dynamodb", "DYNAMODB", region, Map.of())).isEqualTo(dynamo(region, false));
        assertThat(of("dynamodb", "DYNAMODB", region, Map.of("AWS_USE_FIPS_ENDPOINT", "true")))
                .isEqualTo(dynamo(region, true));
        assertThat(of("kms", "KMS", region, Map.of())).isEqualTo(kms(region, false));
        assertThat(of("kms", "KMS", region, Map.of("AWS_USE_FIPS_ENDPOINT", "true")))
                .isEqualTo(kms(region, true));
    }

    @ParameterizedTest
    @CsvSource({"eu-central-1", "us-east-1", "cn-north-1", "us-gov-west-1"})
    void dual_stack_endpoint_is_that_of_the_sdk(String name) {
        Region region = Region.of(name);

        assertThat(of("kms", "KMS", region, Map.of("AWS_USE_DUALSTACK_ENDPOINT", "true")))
                .isEqualTo(KmsEndpointProvider.defaultProvider()
                        .resolveEndpoint(KmsEndpointParams.builder()
                                .region(region)
                                .useDualStack(true)
                                .build())
                        .join()
                        .endpointUrl()
                        .toUri());
    }

    @Test
    void address_for_the_service_comes_before_that_for_all() {
        Map<String, String> all = Map.of("AWS_ENDPOINT_URL", "http://all:1");
        Map<String, String> both = Map.of("AWS_ENDPOINT_URL", "http://all:1", "AWS_ENDPOINT_URL_KMS", "http://kms:2");

        assertThat(of("kms", "KMS", Region.EU_WEST_1, all)).isEqualTo(URI.create("http://all:1"));
        assertThat(of("kms", "KMS", Region.EU_WEST_1, both)).isEqualTo(URI.create("http://kms:2"));
        assertThat(of("dynamodb", "DYNAMODB", Region.EU_WEST_1, both)).isEqualTo(URI.create("http://all:1"));
    }

    private static URI of(String service, String variable, Region region, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("AWS_REGION", region.id());
        return ServiceEndpoint.of(service, variable, new Environment(variables)).uri();
    }

    private static URI dynamo(Region region, boolean fips) {
        return DynamoDbEndpointProvider.defaultProvider()
                .resolveEndpoint(DynamoDbEndpointParams.builder()
                        .region(region)
                        .useFips(fips)
                        .build())
                .join()
                .endpointUrl()
                .toUri();
    }

    private static URI kms(Region region, boolean fips) {
        return KmsEndpointProvider.defaultProvider()
                .resolveEndpoint(
                        KmsEndpointParams.builder().region(region).useFips(fips).build())
                .join()
                .endpointUrl()
                .toUri();
    }
}
