using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Analytics.Submissions;

/// <summary>What a visitor wrote into a form.</summary>
/// <param name="Fields">By name; a field may have several values.</param>
/// <param name="SentTo">The connected platforms that it went to as a contact, or is to go to.</param>
/// <param name="IpAddress">The network, /24 or /48.</param>
public sealed record SubmissionView(
    Guid Id,
    Guid CampaignId,
    Guid? ComponentId,
    string Page,
    [JsonValues(typeof(string), typeof(string[]))] JsonObject? Fields,
    string? IpAddress,
    IReadOnlyList<SentLeadView> SentTo,
    DateTimeOffset CreatedAt
);
