# The function of the route. The event contains the caller, as the authorizer returned it.

data "archive_file" "order" {
  type        = "zip"
  output_path = "${path.module}/.terraform/order.zip"

  source {
    filename = "index.js"
    content  = file("${path.module}/order.js")
  }
}

resource "aws_lambda_function" "order" {
  function_name    = "${var.name}-order"
  role             = aws_iam_role.order.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = data.archive_file.order.output_path
  source_code_hash = data.archive_file.order.output_base64sha256
  timeout          = 5
  memory_size      = 256

  depends_on = [aws_cloudwatch_log_group.order]
}

resource "aws_cloudwatch_log_group" "order" {
  name              = "/aws/lambda/${var.name}-order"
  retention_in_days = 30
}

resource "aws_iam_role" "order" {
  name_prefix        = "${var.name}-order-"
  assume_role_policy = data.aws_iam_policy_document.lambda_assumes.json
}

data "aws_iam_policy_document" "lambda_assumes" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "order" {
  name   = "log"
  role   = aws_iam_role.order.id
  policy = data.aws_iam_policy_document.log.json
}

data "aws_iam_policy_document" "log" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.order.arn}:*"]
  }
}
