"""A value other than the default for every parameter of template.yaml. A test fails if one is missing."""

TOPIC = "arn:aws:sns:eu-central-1:123456789012:alarms"
WEB_ACL = "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/tokenry/12345678-1234-1234-1234-123456789012"
TLS_POLICY = "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09"

OTHER_VALUES = {
    "TokenPrefix": "acme", "AcceptedPrefixes": "acme,tk0c01", "RetentionDays": "30", "UniqueTokenNames": "true",
    "ExchangedTokenPrefix": "acme", "ExchangedRetentionHours": "48",
    "BootstrapGeneration": "2", "AuthorizerResultTtl": "60", "AuthorizerSnapStart": "PublishedVersions",
    "PepperKeys": "2=arn:aws:kms:eu-central-1:123456789012:key/b,1=arn:aws:kms:eu-central-1:123456789012:key/a",
    "MultiRegionPepper": "true", "DomainName": "tokens.example.com", "EnvironmentId": "prod", "WebAclArn": WEB_ACL,
    "TlsPolicy": TLS_POLICY, "IpAddressType": "dualstack", "AuthorizerConcurrency": "50", "ManagementRate": "20",
    "RevocationConcurrency": "5", "AlarmOnRetiredSecrets": "true",
    "GitHubSecretScanningKeys": '{"public_keys":[{"key_identifier":"1","key":"-----BEGIN","is_current":true}]}',
    "Canary": "true", "LogRetentionDays": "30", "AccessLogs": "on", "AlarmTopicArn": TOPIC,
    "AlarmWithoutAuthorizations": "true", "ContributorInsights": "true", "ManagementFrozen": "true",
    "TableGeneration": "3", "MaxTokenLifetime": "90", "DefaultTokenLifetime": "30", "RequireExpiration": "true",
    "MaxTokensPerOwner": "50", "RequireAllowedIps": "true", "AutoDisableUnusedAfter": "180",
    "TableStreamLabel": "2026-11-30T05:10:00.123",
    "NotificationsFrom": "tokens@mail.example.com",
    "NotificationsTopic": "arn:aws:sns:eu-central-1:123456789012:tokens",
    "EventBusName": "security", "AuditRetentionDays": "731", "AuditLogDeletionProtection": "true",
    "SignInDomainPrefix": "acme-tokenry",
    "VendorScopes": "off", "AuthorizerArchitecture": "x86_64", "AuthorizerBootClassPath": "on",
}
