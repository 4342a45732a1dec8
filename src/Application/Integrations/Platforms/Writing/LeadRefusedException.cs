namespace AiWebBuilder.Application.Integrations.Platforms.Writing;

/// <summary>Another attempt to send a lead would end as this one did.</summary>
/// <param name="message">For the account's owner; it says nothing of what the visitor wrote.</param>
public sealed class LeadRefusedException(string message) : Exception(message);
