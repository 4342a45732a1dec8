using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Looks;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>
/// What the blocks of a campaign can refer to: its facts, its pages and the sections on them, be they there or still to be written.
/// Addresses are relative to the campaign, as <see cref="Pages.PageLinks"/> takes them.
/// </summary>
internal sealed class CampaignSite
{
    private const string First = "index";

    private readonly Theme theme;
    private readonly IReadOnlyDictionary<string, BlockFact> facts;
    private readonly IReadOnlyList<Place> places;

    private CampaignSite(Theme theme, IReadOnlyDictionary<string, BlockFact> facts, IReadOnlyList<Place> places) =>
        (this.theme, this.facts, this.places) = (theme, facts, places);

    /// <param name="components">All of the campaign's.</param>
    public static CampaignSite Of(Campaign campaign, IReadOnlyCollection<CampaignComponent> components)
    {
        var (brief, plan, theme) = Briefing.Kept(campaign);
        return new(
            theme,
            FactLedger.Of(brief),
            [
                .. components.Select(one => new Place(one.Page, one.Anchor, one.Kind, one.ComponentType)),
                .. plan
                    .Sections.Where(section =>
                        !components.Any(one => one.Page == section.Page && one.Kind == section.Kind)
                    )
                    .Select(section => new Place(section.Page, section.Kind, section.Kind, section.ComponentType)),
            ]
        );
    }

    /// <summary>What a block with this anchor needs to know of its page.</summary>
    public BlockPage PageOf(string page, string anchor) =>
        new(theme, anchor, facts) { Key = page, Resolve = link => Resolve(page, link) };

    private string? Resolve(string page, BlockLink link) =>
        link.To switch
        {
            "page" => places.Any(one => one.Page == link.Ref && !one.IsEmail)
                ? link.Ref == page
                    ? "#top"
                    : AddressOf(link.Ref)
                : null,
            "section" => SectionOf(page, link.Ref),
            "goal" => GoalOf(page, link.Ref),
            _ => null,
        };

    /// <summary>A section by its anchor or its kind: on the same page, else on the first one.</summary>
    private string? SectionOf(string page, string name) =>
        (
            places.FirstOrDefault(one => one.Page == page && one.Anchor == name)
            ?? places.FirstOrDefault(one => one.Page == page && one.Kind == name)
            ?? places.FirstOrDefault(one => one.Page == First && (one.Anchor == name || one.Kind == name))
        )
            is { } place
            ? AddressOf(page, place)
            : null;

    /// <summary>Where a goal is reached: by telephone, at the till, else with the form that is nearest.</summary>
    private string? GoalOf(string page, string goal)
    {
        if (goal == "call" && facts.Values.FirstOrDefault(fact => fact.Kind == "phone") is { } phone)
        {
            return $"tel:{phone.Value["e164"] ?? phone.Value["shortCode"]}";
        }
        var forms = places.Where(one => one.ComponentType == "form" && !one.IsEmail).ToArray();
        var till = goal is "buy" or "order" or "donate" ? forms.Where(one => one.Kind is "order" or "checkout") : [];
        var form = till.Concat(forms.Where(one => one.Page == page))
            .Concat(forms.Where(one => one.Page == First))
            .Concat(forms)
            .FirstOrDefault();
        return form is null ? null : AddressOf(page, form);
    }

    private static string AddressOf(string from, Place place) =>
        place.Page == from ? $"#{place.Anchor}" : $"{AddressOf(place.Page)}#{place.Anchor}";

    private static string AddressOf(string page) => page == First ? "./" : page;

    private sealed record Place(string Page, string Anchor, string Kind, string ComponentType)
    {
        public bool IsEmail => ComponentType == ComponentTypes.Email;
    }
}
