output "api_url" {
  description = "URL of the API; orders are at /orders/{id} below it."
  value       = aws_apigatewayv2_api.orders.api_endpoint
}
