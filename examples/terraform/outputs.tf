output "api_url" {
  description = "Where the API is; orders are at /orders/{id} below it."
  value       = aws_apigatewayv2_api.orders.api_endpoint
}
