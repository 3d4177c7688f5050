variable "tokenry_stack" {
  description = "The CloudFormation stack that Tokenry was deployed as, in the same account and region."
  type        = string
  default     = "tokenry"
}

variable "name" {
  description = "The API's name; other names begin with it."
  type        = string
  default     = "orders"
}

variable "authorizer_result_ttl_seconds" {
  description = "How long one result lets its caller do one thing; 0 asks Tokenry each time."
  type        = number
  default     = 0

  validation {
    condition     = var.authorizer_result_ttl_seconds >= 0 && var.authorizer_result_ttl_seconds <= 3600
    error_message = "API Gateway takes 0 to 3600 seconds."
  }
}
