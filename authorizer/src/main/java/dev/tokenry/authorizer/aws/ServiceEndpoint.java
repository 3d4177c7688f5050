package dev.tokenry.authorizer.aws;

import dev.tokenry.aws.Environment;
import java.net.URI;
import java.util.Optional;

/**
 * The endpoint of a service in the region of the function.
 *
 * @param service the name of the service in endpoints and in signatures
 * @param region the region in signatures
 * @param uri the address
 */
record ServiceEndpoint(String service, String region, URI uri) {

    /**
     * Returns the endpoint that the environment sets, as AWS SDKs do: {@code AWS_ENDPOINT_URL_SERVICE},
     * {@code AWS_ENDPOINT_URL}, or else that of the region, with {@code AWS_USE_FIPS_ENDPOINT} and
     * {@code AWS_USE_DUALSTACK_ENDPOINT}.
     *
     * @throws IllegalStateException if there is no region
     * @throws IllegalArgumentException if the address is no URI
     */
    static ServiceEndpoint of(String service, String variable, Environment environment) {
        String region = environment.required("AWS_REGION");
        Optional<String> override = environment.optional("AWS_ENDPOINT_URL_" + variable);
        if (override.isEmpty()) {
            override = environment.optional("AWS_ENDPOINT_URL");
        }
        String address = override.isPresent()
                ? override.get()
                : regional(
                        service,
                        region,
                        isTrue(environment, "AWS_USE_FIPS_ENDPOINT"),
                        isTrue(environment, "AWS_USE_DUALSTACK_ENDPOINT"));
        return new ServiceEndpoint(service, region, URI.create(address));
    }

    private static boolean isTrue(Environment environment, String name) {
        Optional<String> value = environment.optional(name);
        return value.isPresent() && value.get().equalsIgnoreCase("true");
    }

    private static String regional(String service, String region, boolean fips, boolean dualStack) {
        // There, all endpoints of DynamoDB comply with FIPS.
        boolean onlyFips = service.equals("dynamodb") && region.startsWith("us-gov-");
        return "https://" + service + (fips && !onlyFips ? "-fips" : "") + "." + region + "."
                + (dualStack ? dualStackDomain(region) : domain(region));
    }

    /** Returns the domain of the partition of a region, as in the AWS SDK's file of partitions. */
    private static String domain(String region) {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        } else if (region.startsWith("us-iso-")) {
            return "c2s.ic.gov";
        } else if (region.startsWith("us-isob-")) {
            return "sc2s.sgov.gov";
        } else if (region.startsWith("eu-isoe-")) {
            return "cloud.adc-e.uk";
        } else if (region.startsWith("us-isof-") || region.startsWith("eu-isof-")) {
            return "csp.hci.ic.gov";
        } else if (region.startsWith("eusc-")) {
            return "amazonaws.eu";
        }
        return "amazonaws.com";
    }

    private static String dualStackDomain(String region) {
        return region.startsWith("cn-") ? "api.amazonwebservices.com.cn" : "api.aws";
    }

    /** Returns the value of the header {@code Host}: with the port, unless it is that of the scheme. */
    String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }

    boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }
}
