import { CfnOutput, CustomResource, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnAuthorizer, HttpApi, HttpAuthorizer, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Seconds that API Gateway caches authorizer results; 0 disables the cache. */
const RESULT_TTL_SECONDS = 0;

const ORDER = `
exports.handler = async (event) => {
  const { tokenId, owner } = event.requestContext.authorizer.lambda;
  return { statusCode: 200, body: JSON.stringify({ order: event.pathParameters.id, tokenId, owner }) };
};`;

export interface OrdersStackProps extends StackProps {
  /** Name of Tokenry's stack in the same account and Region. */
  readonly tokenryStack: string;
}

/** An HTTP API for orders. Reading them requires a token with the scope orders.read. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: OrdersStackProps) {
    super(scope, id, props);
    const api = new HttpApi(this, 'Api');
    const rules = this.addRules(api, props.tokenryStack);
    const [route] = api.addRoutes({
      path: '/orders/{id}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('Order', this.addOrderFunction()),
      authorizer: this.addAuthorizer(api, props.tokenryStack),
    });
    // Without rules, every request is denied. The dependency creates the rules before the route.
    route?.node.addDependency(rules);
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
  }

  /** The scopes of the API, and the rules of its routes, one per line. A route without a rule is denied. */
  private addRules(api: HttpApi, tokenryStack: string): CustomResource {
    return new CustomResource(this, 'Rules', {
      resourceType: 'Custom::TokenryRules',
      serviceToken: Fn.importValue(`${tokenryStack}-RulesFunctionArn`),
      properties: {
        ApiId: api.apiId,
        Scopes: [{ Name: 'orders.read', Description: 'Read orders' }],
        Rules: ['GET /orders/{id} anyOf(orders.read)'],
        AuthorizerResultTtlInSeconds: RESULT_TTL_SECONDS,
        EnableSimpleResponses: true,
      },
    });
  }

  /**
   * API Gateway invokes the authorizer with a role of this stack. HttpLambdaAuthorizer would add a permission to the
   * resource policy of the authorizer instead, which has room for only a few dozen.
   */
  private addAuthorizer(api: HttpApi, tokenryStack: string) {
    const role = new Role(this, 'AuthorizerRole', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      inlinePolicies: {
        Authorize: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [Fn.importValue(`${tokenryStack}-AuthorizerArn`)],
            }),
          ],
        }),
      },
    });
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: api.apiId,
      name: 'tokenry',
      authorizerType: 'REQUEST',
      authorizerUri: Fn.importValue(`${tokenryStack}-AuthorizerInvocationUri`),
      authorizerCredentialsArn: role.roleArn,
      authorizerPayloadFormatVersion: '2.0',
      authorizerResultTtlInSeconds: RESULT_TTL_SECONDS,
      enableSimpleResponses: true,
      // With a TTL, results are cached by these values. Add $context.routeKey and $context.path in this case.
      identitySource: ['$request.header.Authorization'],
    });
    return HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'Tokenry', {
      authorizerId: authorizer.attrAuthorizerId,
      authorizerType: 'CUSTOM',
    });
  }

  private addOrderFunction(): Function {
    return new Function(this, 'OrderFunction', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline(ORDER),
      timeout: Duration.seconds(5),
      memorySize: 256,
      logGroup: new LogGroup(this, 'OrderLogs', {
        retention: RetentionDays.ONE_MONTH,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    });
  }
}
