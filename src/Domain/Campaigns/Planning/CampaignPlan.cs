namespace AiWebBuilder.Domain.Campaigns.Planning;

/// <summary>What a campaign will be made of: its pages and e-mails, and their sections in order.</summary>
public sealed record CampaignPlan(IReadOnlyList<PlannedPage> Pages, IReadOnlyList<PlannedSection> Sections)
{
    /// <summary>Whether it has an e-mail of that key.</summary>
    public bool HasEmail(string key) => Pages.Any(page => page.Key == key && page.Kind == PageKinds.Email);

    /// <summary>The ids of the uploaded files that its pages offer.</summary>
    public IReadOnlyList<Guid> Files() => [.. Sections.SelectMany(section => section.Files)];

    /// <summary>The ids of the owner's pictures that its pages show.</summary>
    public IReadOnlyList<Guid> Images() => [.. Sections.SelectMany(section => section.Images).Distinct()];

    /// <summary>The same without what its sections say.</summary>
    public CampaignPlan ToOutline() =>
        this with
        {
            Sections =
            [
                .. Sections.Select(section => section with { Facts = [], Words = [], Files = [], Images = [] }),
            ],
        };

    /// <summary>The same outline with what another plan has its sections say.</summary>
    public CampaignPlan Saying(CampaignPlan derived) =>
        this with
        {
            Sections =
            [
                .. Sections.Select(section =>
                    derived.Sections.FirstOrDefault(one => one.Page == section.Page && one.Kind == section.Kind)
                        is { } same
                        ? section with
                        {
                            Facts = same.Facts,
                            Words = same.Words,
                            Files = same.Files,
                            Images = same.Images,
                        }
                        : section with
                        {
                            Facts = [],
                            Words = [],
                            Files = [],
                            Images = [],
                        }
                ),
            ],
        };
}
