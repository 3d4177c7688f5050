import { CfnOutput, CustomResource, Duration, Fn, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnAuthorizer, HttpApi, HttpAuthorizer, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** One result lets its caller do one thing for that long: 0 asks Tokenry each time. */
const RESULT_TTL_SECONDS = 0;

const ORDER = `
exports.handler = async (event) => {
  const { tokenId, owner } = event.requestContext.authorizer.lambda;
  return { statusCode: 200, body: JSON.stringify({ order: event.pathParameters.id, tokenId, owner }) };
};`;

export interface OrdersStackProps extends StackProps {
  /** The stack that Tokenry was deployed as, in the same account and region. */
  readonly tokenryStack: string;
}

/** An HTTP API of orders, which tokens with the scope entities.read may read. */
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
    // Without its rules an API is denied everything; this way round, nobody sees that while it is deployed.
    route?.node.addDependency(rules);
    new CfnOutput(this, 'ApiUrl', { value: api.apiEndpoint });
  }

  /** What the routes ask for, one line each; a route without a line is denied. */
  private addRules(api: HttpApi, tokenryStack: string): CustomResource {
    return new CustomResource(this, 'Rules', {
      resourceType: 'Custom::TokenryRules',
      serviceToken: Fn.importValue(`${tokenryStack}-RulesFunctionArn`),
      properties: {
        ApiId: api.apiId,
        Rules: ['GET /orders/{id} anyOf(entities.read)'],
        AuthorizerResultTtlInSeconds: RESULT_TTL_SECONDS,
        EnableSimpleResponses: true,
      },
    });
  }

  /**
   * API Gateway invokes Tokenry's authorizer with a role of this stack. HttpLambdaAuthorizer would add a permission to
   * the authorizer instead, whose policy has room for a few dozen of them.
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
      // With a TTL, results are kept by these alone: add $context.routeKey and $context.path then.
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
