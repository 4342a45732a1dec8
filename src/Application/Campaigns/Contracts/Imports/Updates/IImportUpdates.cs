using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Contracts.Imports.Updates;

/// <summary>Changes a campaign that an import has made, and takes it back. What people have worked on since is never changed. Joins the present unit of work.</summary>
public interface IImportUpdates
{
    /// <summary>
    /// Brings over what has changed where the pages came from. A section is known by what it said: one that says the same is left alone, whatever has
    /// become of it here.
    /// </summary>
    /// <param name="isRehearsal">Nothing is changed, and it is told what would be.</param>
    /// <returns>By the order of the pages.</returns>
    /// <exception cref="DomainException">NotFound; Conflict: archived, or being generated.</exception>
    Task<IReadOnlyList<PageUpdate>> UpdateAsync(
        Guid campaignId,
        SiteReading reading,
        bool isRehearsal,
        CancellationToken cancellationToken
    );

    /// <summary>Removes the sections that nobody has worked on since, and the campaign when nothing else of it is anybody's work.</summary>
    /// <param name="state">As <see cref="MadeCampaign.State"/> was.</param>
    /// <exception cref="DomainException">Conflict: archived, being generated, or published.</exception>
    Task<TakenBack> TakeBackAsync(
        Guid campaignId,
        string state,
        IReadOnlyList<KnownSection> sections,
        CancellationToken cancellationToken
    );
}
