using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports;

/// <summary>What has become of the campaign of an import that was taken back.</summary>
/// <param name="IsCampaignGone">Nothing of it is left.</param>
/// <param name="Removed">Ids of the components that are gone.</param>
/// <param name="Kept">What the owner has worked on since.</param>
public sealed record TakenBack(bool IsCampaignGone, IReadOnlyList<Guid> Removed, IReadOnlyList<KeptWork> Kept);

/// <param name="Kind"><c>campaign</c> or <c>component</c>.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record KeptWork([OneOf(typeof(KeptKinds))] string Kind, Guid Id, string Name, string Reason);

/// <summary>What can stay of an import that was taken back.</summary>
public static class KeptKinds
{
    public const string Campaign = "campaign";
    public const string Component = "component";
    public const string Image = "image";

    public static IReadOnlyList<string> All { get; } = [Campaign, Component, Image];
}
