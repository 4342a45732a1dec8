namespace AiWebBuilder.Application.Integrations.Platforms;

/// <summary>The shape of a member of credentials.</summary>
public enum CredentialFormat
{
    /// <summary>A web address that the server may go to.</summary>
    Address,

    /// <summary>A name in DNS.</summary>
    Domain,

    /// <summary>Up to 500 characters that are no control characters.</summary>
    Text,

    /// <summary>As a header takes it: up to 2,000 visible ASCII characters.</summary>
    Token,
}
