namespace AiWebBuilder.Application.Campaigns.Publishing;

/// <param name="Preheader">What mail programs show after the subject; null when there is none.</param>
/// <param name="Text">The plain-text part, lines ended by LF.</param>
public sealed record EmailParts(string Subject, string? Preheader, string Text);
