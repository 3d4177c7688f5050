variable "tokenry_stack" {
  description = "Name of Tokenry's CloudFormation stack in this account and Region."
  type        = string
  default     = "tokenry"
}

variable "name" {
  description = "Name of the API and prefix of other names."
  type        = string
  default     = "orders"
}

variable "authorizer_result_ttl_seconds" {
  description = "Seconds that API Gateway caches authorizer results; 0 disables the cache."
  type        = number
  default     = 0

  validation {
    condition     = var.authorizer_result_ttl_seconds >= 0 && var.authorizer_result_ttl_seconds <= 3600
    error_message = "The value must be between 0 and 3600."
  }
}
