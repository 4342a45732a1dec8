using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Themes;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Edits;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Domain.Campaigns.Looks;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Edits;

/// <summary>
/// What operations make of a campaign, laid out and checked, before any of it is stored: what is proposed is known to be possible, and what
/// is approved is exactly what was shown.
/// </summary>
/// <param name="Facts">All that hold; null: they stay.</param>
/// <param name="Theme">Null: it stays.</param>
/// <param name="Components">All that remain, in their order.</param>
/// <param name="Unchanged">The hashes of those that are left as they are.</param>
internal sealed record EditOutcome(
    IReadOnlyList<Fact>? Facts,
    Theme? Theme,
    IReadOnlyList<LaidComponent> Components,
    IReadOnlyDictionary<Guid, string> Unchanged
)
{
    /// <param name="own">All of the campaign's, in their order. Not changed.</param>
    /// <param name="site">The campaign's, with the images that the operations bring.</param>
    /// <exception cref="DomainException">Conflict; Validation.</exception>
    public static EditOutcome Of(
        IBlocks blocks,
        IFactValues values,
        Campaign campaign,
        CampaignSite site,
        IReadOnlyList<CampaignComponent> own,
        IReadOnlyList<EditOperation> operations,
        TimeProvider time
    )
    {
        var briefed = Briefing.Kept(campaign);
        var before = Standing.Of(campaign.Facts, briefed.Theme, own);
        var after = before;
        for (var number = 0; number < operations.Count; number++)
        {
            CheckFact(values, after, operations[number], number);
            after = after.After(operations[number], number, () => time.NewId());
        }
        var theme = JsonNode.DeepEquals(before.Theme, after.Theme) ? null : ThemeOf(after.Theme, briefed.Theme);
        var facts = ReferenceEquals(before.Facts, after.Facts) ? null : after.Facts;
        var changed = briefed with
        {
            Theme = theme ?? briefed.Theme,
            Facts = facts is null ? briefed.Facts : briefed.Facts.Changed(facts),
        };
        var stands = own.ToDictionary(one => one.Id);
        List<CampaignComponent> copies = [];
        foreach (var (place, one) in after.Components.Index())
        {
            copies.Add(
                stands.TryGetValue(one.Id, out var component)
                    ? Copy(component, ContentOf(component, one), place, time)
                    // Beside the others that are added, too.
                    : New(blocks, campaign, one, [.. own, .. copies], place, time)
            );
        }
        var changedSite = site.After(changed, copies);
        LaidComponent[] laid =
        [
            .. copies.Select(copy =>
            {
                var component = stands.GetValueOrDefault(copy.Id);
                var place = ComponentPlace.Of(copy);
                var content =
                    component is not null && copy.Props == component.Props
                        ? blocks.LayAnew(changedSite, place, component.Content)
                        : blocks.Lay(
                            changedSite,
                            place,
                            copy.Name,
                            JsonNode.Parse(copy.Props)!.AsObject(),
                            component is null ? null : JsonNode.Parse(component.Props)!.AsObject()
                        );
                return new LaidComponent(copy, content, component is null);
            }),
        ];
        var touched = operations.Select(operation => operation.ComponentId).OfType<Guid>().ToHashSet();
        return new(
            facts,
            theme,
            laid,
            laid.Where(one =>
                    !one.IsNew
                    && !touched.Contains(one.Component.Id)
                    && HashOf(one.Content) == HashOf(stands[one.Component.Id].Content)
                )
                .ToDictionary(one => one.Component.Id, one => HashOf(one.Content))
        );
    }

    /// <summary>Puts it in place, in the unit of work of whoever calls.</summary>
    /// <param name="own">All of the campaign's, as they were loaded.</param>
    /// <exception cref="DomainException">Conflict: archived, or a generation is running; locked.</exception>
    public void Land(
        Campaign campaign,
        IReadOnlyList<CampaignComponent> own,
        IRepository<CampaignComponent> components,
        Guid? by,
        TimeProvider time
    )
    {
        if (Facts is not null)
        {
            campaign.StateFacts(Facts);
        }
        if (Theme is not null)
        {
            campaign.Restyle(Theme);
        }
        foreach (var component in own)
        {
            if (Components.FirstOrDefault(one => one.Component.Id == component.Id) is not { } laid)
            {
                component.EnsureUnlocked();
                components.Remove(component);
                continue;
            }
            component.StandAt(laid.Component.SortOrder);
            if (laid.Content.IsAttached && laid.Content.SaysTheSameAs(component.Content))
            {
                component.Restyle(laid.Content);
            }
            else if (laid.Content.IsAttached)
            {
                component.Replace(laid.Content, "edited", by, time.GetUtcNow());
            }
        }
        foreach (var added in Components.Where(one => one.IsNew))
        {
            var place = added.Component;
            components.Add(
                CampaignComponent.Create(
                    place.Id,
                    place.UserId,
                    place.CampaignId,
                    added.Content,
                    place.ComponentType,
                    place.Page,
                    place.Kind,
                    place.Anchor,
                    place.SortOrder,
                    "edited",
                    "{}",
                    by,
                    time.GetUtcNow()
                )
            );
        }
    }

    /// <summary>Of what a component says and shows; the colours are the theme's.</summary>
    public static string HashOf(ComponentContent content) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{content.Name}\n{content.Props}\n{content.Code}")).AsSpan(0, 16)
        );

    /// <param name="standing">As the operations before it leave it: one may change what another has added.</param>
    private static void CheckFact(IFactValues values, Standing standing, EditOperation operation, int number)
    {
        if (operation.ComponentId is not null || operation.Path.Split('/') is not ["", "facts", var id])
        {
            return;
        }
        var (kind, value) =
            id == "-"
                ? ((operation.After as JsonObject)?["kind"]?.ToString(), (operation.After as JsonObject)?["value"])
                : (standing.Facts.FirstOrDefault(fact => fact.Id == id)?.Kind, operation.After);
        if (id == "-" && standing.Facts.Count >= FactLedger.MaxFacts)
        {
            throw Applying.Refused(number, "after", $"A campaign may have at most {FactLedger.MaxFacts} facts.");
        }
        if (
            kind is not null
            && FactKinds.All.Contains(kind)
            && value is not null
            && values.Check(kind, value) is [var finding, ..]
        )
        {
            throw Applying.Refused(number, "after", $"{finding.Path} {finding.Message}".Trim());
        }
    }

    private static Theme ThemeOf(JsonObject tokens, Theme present)
    {
        ThemeFields? fields;
        try
        {
            fields = tokens.Deserialize<ThemeFields>(Standing.Json);
        }
        catch (JsonException)
        {
            fields = null;
        }
        // A style and a primary colour there is always.
        var faults = fields is null or { Style: null } or { Primary: null }
            ? null
            : new SetThemeValidator().Validate(new SetTheme(Guid.Empty, fields)).Errors;
        return faults switch
        {
            null => throw Applying.Refused(
                0,
                "after",
                "A theme must have a style and a primary colour, and each of its tokens must be a string."
            ),
            [var fault, ..] => throw Applying.Refused(0, "after", fault.ErrorMessage),
            _ => fields!.ToChoice().Apply(present.In(LanguageOf(tokens))).Theme,
        };
    }

    private static string LanguageOf(JsonObject tokens) =>
        CampaignFieldsValidator.IsLanguageTag(tokens[Standing.LanguageToken])
            ? tokens[Standing.LanguageToken]!.ToString()
            : throw Applying.Refused(0, "after", "The language must be a BCP 47 tag.");

    private static ComponentContent ContentOf(CampaignComponent component, StandingComponent wanted)
    {
        var props = JsonNode.Parse(component.Props);
        return wanted.Props is null || JsonNode.DeepEquals(props, wanted.Props)
            ? component.Content
            : component.Content with
            {
                Props = wanted.Props.ToJsonString(Briefing.PromptJson),
            };
    }

    private static CampaignComponent Copy(
        CampaignComponent component,
        ComponentContent content,
        int sortOrder,
        TimeProvider time
    ) =>
        CampaignComponent.Create(
            component.Id,
            component.UserId,
            component.CampaignId,
            content,
            component.ComponentType,
            component.Page,
            component.Kind,
            component.Anchor,
            sortOrder,
            "edited",
            component.AiGenerationMetadata,
            by: null,
            time.GetUtcNow()
        );

    private static CampaignComponent New(
        IBlocks blocks,
        Campaign campaign,
        StandingComponent wanted,
        IReadOnlyList<CampaignComponent> others,
        int sortOrder,
        TimeProvider time
    )
    {
        var block = blocks.Find(wanted.Kind) ?? throw new DomainException(CampaignErrors.BlockUnknown(wanted.Kind));
        ComponentPages.EnsureFits(wanted.Page, block.ComponentType, others, campaign.Plan);
        return CampaignComponent.Create(
            wanted.Id,
            campaign.UserId,
            campaign.Id,
            new ComponentContent(
                wanted.Name,
                "",
                CssStyles: null,
                wanted.Props!.ToJsonString(Briefing.PromptJson),
                IsAttached: true
            ),
            block.ComponentType,
            wanted.Page,
            wanted.Kind,
            CampaignComponent.AnchorFor(wanted.Kind, wanted.Page, others),
            sortOrder,
            "edited",
            "{}",
            by: null,
            time.GetUtcNow()
        );
    }
}

/// <param name="Component">A copy of it, at its place; a new one is itself.</param>
/// <param name="Content">As the operations leave it.</param>
internal sealed record LaidComponent(CampaignComponent Component, ComponentContent Content, bool IsNew);
