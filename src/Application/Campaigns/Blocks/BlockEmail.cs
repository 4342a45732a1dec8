using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>What an e-mail is put together from.</summary>
/// <param name="Preheader">What mailboxes show beside the subject; none, when null.</param>
/// <param name="Theme">Gives language, direction, colours and fonts.</param>
/// <param name="Parts">The HTML of its parts, in their order, fit to stand in a document.</param>
/// <param name="Styles">The rules of parts that are code; those of blocks stand in their elements.</param>
public sealed record BlockEmail(
    string Subject,
    string? Preheader,
    Theme Theme,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> Styles
);
