namespace AiWebBuilder.Application.Operations.Contracts;

/// <summary>A mail to one person, in both forms.</summary>
/// <param name="To">The address alone: names are what strangers write into forms.</param>
public sealed record Mail(string To, string Subject, string Text, string Html);
