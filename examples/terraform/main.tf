# An HTTP API for orders. Reading them requires a token with the scope orders.read.

locals {
  route = "GET /orders/{id}"
  rules = ["${local.route} anyOf(orders.read)"]

  scopes = [{ Name = "orders.read", Description = "Read orders" }]

  # Results are cached by these values. Without route and path, the result of one route would apply to every route.
  identity_sources = concat(
    ["$request.header.Authorization"],
    var.authorizer_result_ttl_seconds > 0 ? ["$context.routeKey", "$context.path"] : [],
  )
}

data "aws_cloudformation_export" "authorizer_arn" {
  name = "${var.tokenry_stack}-AuthorizerArn"
}

data "aws_cloudformation_export" "authorizer_invocation_uri" {
  name = "${var.tokenry_stack}-AuthorizerInvocationUri"
}

data "aws_cloudformation_export" "rules_function_arn" {
  name = "${var.tokenry_stack}-RulesFunctionArn"
}

resource "aws_apigatewayv2_api" "orders" {
  name          = var.name
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.orders.id
  name        = "$default"
  auto_deploy = true
}

# The scopes of the API, and the rules of its routes, one per line. A route without a rule is denied, and so is every route of an API without rules.
# A CloudFormation stack holds them, so that changes and destroy are executed as well. (aws_lambda_invocation adds a
# property to its input to announce the operation, and the function rejects unknown properties.)
resource "aws_cloudformation_stack" "rules" {
  name = "${var.name}-tokenry-rules"
  template_body = jsonencode({
    Resources = {
      Rules = {
        Type = "Custom::TokenryRules"
        Properties = {
          ServiceToken                 = data.aws_cloudformation_export.rules_function_arn.value
          ApiId                        = aws_apigatewayv2_api.orders.id
          Scopes                       = local.scopes
          Rules                        = local.rules
          AuthorizerResultTtlInSeconds = var.authorizer_result_ttl_seconds
          EnableSimpleResponses        = true
        }
      }
    }
  })
}

resource "aws_apigatewayv2_authorizer" "tokenry" {
  api_id                            = aws_apigatewayv2_api.orders.id
  name                              = "tokenry"
  authorizer_type                   = "REQUEST"
  authorizer_uri                    = data.aws_cloudformation_export.authorizer_invocation_uri.value
  authorizer_credentials_arn        = aws_iam_role.authorizer.arn
  authorizer_payload_format_version = "2.0"
  authorizer_result_ttl_in_seconds  = var.authorizer_result_ttl_seconds
  enable_simple_responses           = true
  identity_sources                  = local.identity_sources
}

# API Gateway invokes the authorizer with a role of this configuration. The resource policy of the authorizer has room
# for only a few dozen permissions.
resource "aws_iam_role" "authorizer" {
  name_prefix        = "${var.name}-authorizer-"
  assume_role_policy = data.aws_iam_policy_document.gateway_assumes.json
}

data "aws_iam_policy_document" "gateway_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["apigateway.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "authorizer" {
  name   = "authorize"
  role   = aws_iam_role.authorizer.id
  policy = data.aws_iam_policy_document.authorize.json
}

data "aws_iam_policy_document" "authorize" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [data.aws_cloudformation_export.authorizer_arn.value]
  }
}

resource "aws_apigatewayv2_route" "order" {
  api_id             = aws_apigatewayv2_api.orders.id
  route_key          = local.route
  target             = "integrations/${aws_apigatewayv2_integration.order.id}"
  authorization_type = "CUSTOM"
  authorizer_id      = aws_apigatewayv2_authorizer.tokenry.id

  depends_on = [aws_cloudformation_stack.rules, aws_iam_role_policy.authorizer]
}

resource "aws_apigatewayv2_integration" "order" {
  api_id                 = aws_apigatewayv2_api.orders.id
  integration_type       = "AWS_PROXY"
  integration_uri        = aws_lambda_function.order.invoke_arn
  payload_format_version = "2.0"
}

resource "aws_lambda_permission" "gateway" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.order.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.orders.execution_arn}/*/*/orders/*"
}
